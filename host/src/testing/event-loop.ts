/** Once Node has looked at its sockets again and run what they brought. */
export const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });
