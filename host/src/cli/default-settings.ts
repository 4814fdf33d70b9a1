/** Of a host, and where a command looks for one. By itself, so that a command need not load all that a host is made of. */
export const defaultSettings = {
  api: "127.0.0.1:8080",
  agent: "127.0.0.1:5758",
  data: ".gse",
  publicAddress: "127.0.0.1",
} as const;
