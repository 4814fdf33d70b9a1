import { useState, type SubmitEvent } from "react";
import { Button } from "tdesign-react/es/button";
import { Input } from "tdesign-react/es/input";
import type { Hashes } from "../../api/crypto/hashes.js";
import { logInByKeys, type Identity } from "../../api/login.js";
import { inBothLanguages, useWords } from "../../i18n/language.js";
import { ErrorText } from "../../parts/error-text.js";
import { Snippet } from "../../parts/snippet.js";
import { LanguageSwitch } from "../language-switch.js";
import { Logo } from "../logo.js";
import { ThemeSwitch } from "../theme-switch.js";
import "./login-page.css";

const words = inBothLanguages(
  {
    title: "Log in to GSE",
    name: "Game Server Engine",
    over: "Your login has run out. Log in again to go on.",
    byLink: "By a link",
    linkText: "In a terminal on the host's machine, this prints a link that logs you in:",
    byKeys: "By the host's keys",
    keysText:
      "They stand in credentials.json of the host's data folder. They sign one call and are forgotten; nothing of them is kept.",
    id: "SecretId",
    key: "SecretKey",
    logIn: "Log in",
  },
  {
    title: "登录 GSE",
    name: "游戏服务器引擎",
    over: "登录已过期，请重新登录。",
    byLink: "通过链接登录",
    linkText: "在主机所在机器的终端中运行以下命令，会打印一个登录链接：",
    byKeys: "通过密钥登录",
    keysText: "密钥在主机数据目录的 credentials.json 中。密钥只用于签名一次请求，随即丢弃，不会保存。",
    id: "SecretId",
    key: "SecretKey",
    logIn: "登录",
  },
);

export interface LoginPageProps {
  readonly hashes: Hashes;
  /** Why the link did not do. */
  readonly why: unknown;
  /** There was a login, and it has run out. */
  readonly isOver: boolean;
  readonly onLoggedIn: (identity: Identity) => void;
}

export function LoginPage(props: LoginPageProps) {
  const t = useWords(words);
  return (
    <main className="login">
      <div className="login-switches">
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
      <div className="login-card">
        <div className="login-head">
          <Logo sizePx={44} />
          <h1>{t.title}</h1>
          <p>{t.name}</p>
        </div>
        {props.isOver && <p className="login-over">{t.over}</p>}
        {props.why !== undefined && <ErrorText error={props.why} />}
        <section>
          <h2>{t.byLink}</h2>
          <p>{t.linkText}</p>
          <Snippet text="npx gse console" />
        </section>
        <KeysForm {...props} />
      </div>
    </main>
  );
}

function KeysForm({ hashes, onLoggedIn }: LoginPageProps) {
  const t = useWords(words);
  const [id, setId] = useState("");
  const [key, setKey] = useState("");
  const [isUnderWay, setUnderWay] = useState(false);
  const [error, setError] = useState<unknown>();

  async function logIn(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    setUnderWay(true);
    setError(undefined);
    try {
      const identity = await logInByKeys(hashes, id.trim(), key.trim());
      setKey("");
      onLoggedIn(identity);
    } catch (refused) {
      setError(refused);
      setUnderWay(false);
    }
  }

  return (
    <form className="login-keys" onSubmit={(event) => void logIn(event)}>
      <h2>{t.byKeys}</h2>
      <p>{t.keysText}</p>
      <label>
        <span>{t.id}</span>
        <Input value={id} onChange={setId} placeholder="" autocomplete="off" spellCheck={false} name="secretId" />
      </label>
      <label>
        <span>{t.key}</span>
        <Input value={key} onChange={setKey} placeholder="" type="password" autocomplete="off" name="secretKey" />
      </label>
      {error !== undefined && <ErrorText error={error} />}
      <Button type="submit" tag="button" block loading={isUnderWay} disabled={id.trim() === "" || key.trim() === ""}>
        {t.logIn}
      </Button>
    </form>
  );
}
