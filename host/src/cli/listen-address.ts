import { isLoopbackAddress } from "../model/index.js";
import { usageError } from "./exit.js";

/** Checks a `HOST:PORT` (or a port alone, on 127.0.0.1) that came with `flag`; gives it back whole. */
export const hostAndPort = (text: string, flag: string): string => {
  const whole = wholeAddress(text);
  if (whole === undefined)
    throw usageError(`${flag} is "${text}": give HOST:PORT, for instance 127.0.0.1:8080; port 0 picks a free one`);
  return whole;
};

function wholeAddress(text: string): string | undefined {
  const whole = /^\d+$/.test(text) ? `127.0.0.1:${text}` : text;
  const [, host, port] = /^(\[[\da-fA-F:.]+\]|[^:[\]\s/]+):(\d{1,5})$/.exec(whole) ?? [];
  return host === undefined || port === undefined || Number(port) > 65_535 ? undefined : whole;
}

/** As above, or `unix:PATH`. The agent has no passwords, so it never listens beyond this machine. */
export function agentAddress(text: string, flag: string): string {
  if (/^unix:.+/.test(text)) return text;
  const whole = wholeAddress(text);
  if (whole === undefined)
    throw usageError(
      `${flag} is "${text}": give HOST:PORT, for instance 127.0.0.1:5758, or unix:PATH; port 0 picks a free one`,
    );
  if (!isLoopbackAddress(whole))
    throw usageError(
      `${flag} is "${text}": game servers are not asked who they are, so the agent listens on this machine only; ` +
        `give 127.0.0.1:PORT or unix:PATH`,
    );
  return whole;
}

export const port = (text: string, flag: string): number => {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw usageError(`${flag} is "${text}": give a port from 0 to 65535; 0 picks a free one`);
  return Number(text);
};
