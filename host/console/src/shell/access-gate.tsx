import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState, type ReactNode } from "react";
import { loadHashes, type Hashes } from "../api/crypto/hashes.js";
import { Gse } from "../api/gse.js";
import { identityStore } from "../api/identity-store.js";
import { logInByLink, type Identity } from "../api/login.js";
import { hostNow } from "../api/post-signed.js";
import { AccessContext } from "../api/use-gse.js";
import { LoginPage } from "./login/login-page.js";
import { Splash } from "./splash.js";

const DEFAULT_REGION = "ap-shanghai";

type Gate =
  | { readonly state: "opening" }
  | { readonly state: "closed"; readonly hashes: Hashes; readonly why: unknown; readonly isOver?: true }
  | { readonly state: "open"; readonly hashes: Hashes; readonly identity: Identity };

/** What is inside is there only for who is logged in: by a link, by the keys, or since an earlier visit. */
export function AccessGate(props: { readonly loginToken: string | undefined; readonly children: ReactNode }) {
  const { loginToken, children } = props;
  const [gate, setGate] = useState<Gate>({ state: "opening" });

  useEffect(() => {
    let isWanted = true;
    void firstGate(loginToken).then((first) => {
      if (isWanted) setGate(first);
    });
    return () => {
      isWanted = false;
    };
  }, [loginToken]);

  if (gate.state === "opening") return <Splash />;
  const { hashes } = gate;
  const open = (identity: Identity): void => {
    if (hashes.keepsKeys) void identityStore.save(identity);
    setGate({ state: "open", hashes, identity });
  };
  if (gate.state === "closed")
    return <LoginPage hashes={hashes} why={gate.why} isOver={gate.isOver ?? false} onLoggedIn={open} />;
  return (
    <Inside
      hashes={hashes}
      identity={gate.identity}
      onOver={(isAsked) => {
        void identityStore.clear();
        setGate({ state: "closed", hashes, why: undefined, ...(!isAsked && { isOver: true }) });
      }}
    >
      {children}
    </Inside>
  );
}

/** Strict mode mounts twice, and the token is good once. */
let asked: { readonly token: string; readonly answer: Promise<Gate> } | undefined;

async function firstGate(token: string | undefined): Promise<Gate> {
  const hashes = await loadHashes();
  if (token !== undefined) {
    if (asked?.token !== token) asked = { token, answer: gateByLink(hashes, token) };
    return asked.answer;
  }
  const identity = await identityStore.load();
  if (identity === undefined || identity.expiresAtMs <= hostNow()) return { state: "closed", hashes, why: undefined };
  return { state: "open", hashes, identity };
}

async function gateByLink(hashes: Hashes, token: string): Promise<Gate> {
  try {
    const identity = await logInByLink(hashes, token);
    if (hashes.keepsKeys) await identityStore.save(identity);
    return { state: "open", hashes, identity };
  } catch (why) {
    return { state: "closed", hashes, why };
  }
}

interface InsideProps {
  readonly hashes: Hashes;
  readonly identity: Identity;
  readonly onOver: (isAsked: boolean) => void;
  readonly children: ReactNode;
}

function Inside({ hashes, identity, onOver, children }: InsideProps) {
  const client = useQueryClient();
  const [region, setRegion] = useState(DEFAULT_REGION);
  const [gse, setGse] = useState<Gse>();
  const leave = useCallback(
    (isAsked: boolean) => {
      client.clear();
      onOver(isAsked);
    },
    // It only replaces the gate, whichever of its drawings it was made in.
    [client],
  );

  useEffect(() => {
    const opened = new Gse({
      ...{ hashes, identity },
      onRenewed: (renewed) => {
        if (hashes.keepsKeys) void identityStore.save(renewed);
      },
      onLoggedOut: () => leave(false),
    });
    setGse(opened);
    return () => opened.close();
  }, [hashes, identity, leave]);

  const access = useMemo(
    () => (gse === undefined ? undefined : { gse, region, setRegion, logOut: () => leave(true) }),
    [gse, region, leave],
  );
  return access === undefined ? <Splash /> : <AccessContext value={access}>{children}</AccessContext>;
}
