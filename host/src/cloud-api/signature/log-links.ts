import { createHmac } from "node:crypto";
import { equalTexts } from "./equal-texts.js";

/** Links to logs that anybody may follow for a while, who has one. */
export interface LogLinks {
  /** @param base where the caller reaches this host: "https://gse.example:8080" */
  url(name: string, base: string): string;
  /** Tells whether a link is one of ours: "wrong" for any other, "expired" for one that was. */
  check(name: string, expires: string, signature: string): "right" | "wrong" | "expired";
}

/** Long enough to download what it leads to, short enough to be of no use in an old chat. */
export const LINK_LASTS_MS = 3_600_000;

/** Signs with a key of its own, made from the host's: a link gives nothing away that signs calls. */
export function createLogLinks(secretKey: string, now: () => number): LogLinks {
  const key = createHmac("sha256", secretKey).update("gse-host: links to logs").digest();
  const sign = (name: string, expires: string): string =>
    createHmac("sha256", key).update(`${expires}\n${name}`, "utf8").digest("base64url");
  return {
    url: (name, base) => {
      const expires = String(Math.floor((now() + LINK_LASTS_MS) / 1_000));
      return `${base}/logs/${name.split("/").map(encodeURIComponent).join("/")}?expires=${expires}&signature=${sign(name, expires)}`;
    },
    check: (name, expires, signature) => {
      if (!/^\d{1,12}$/.test(expires) || !equalTexts(signature, sign(name, expires))) return "wrong";
      return Number(expires) * 1_000 < now() ? "expired" : "right";
    },
  };
}
