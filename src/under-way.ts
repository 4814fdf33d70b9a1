/** The same promise; that nobody may be waiting for it is no reason for an unhandled rejection. */
export function kept<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

/** When all of them have ended, however they did. */
export const settled = async (...promises: readonly (Promise<void> | undefined)[]): Promise<void> => {
  await Promise.allSettled(promises.filter((promise) => promise !== undefined));
};
