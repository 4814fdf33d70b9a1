import { useRef } from "react";
import { Link } from "react-router";
import { useAccess } from "../api/use-gse.js";
import { inBothLanguages, useWords } from "../i18n/language.js";
import { IconButton } from "../parts/icon-button.js";
import { CloseIcon, LogoutIcon, MenuIcon } from "../parts/icons.js";
import { LanguageSwitch } from "./language-switch.js";
import { LiveMark } from "./live-mark.js";
import { Logo } from "./logo.js";
import { Navigation } from "./navigation.js";
import { RegionSelect } from "./region-select.js";
import { ThemeSwitch } from "./theme-switch.js";
import "./style/header.css";

const words = inBothLanguages(
  {
    name: "Game Server Engine",
    home: "To the overview",
    open: "Open the menu",
    close: "Close the menu",
    out: "Log out",
  },
  { name: "游戏服务器引擎", home: "回到概览", open: "打开菜单", close: "关闭菜单", out: "退出登录" },
);

export function Header() {
  const t = useWords(words);
  const { logOut } = useAccess();
  const drawer = useRef<HTMLDialogElement>(null);
  const close = (): void => drawer.current?.close();
  return (
    <header className="header">
      <div className="header-menu">
        <IconButton label={t.open} icon={<MenuIcon />} onClick={() => drawer.current?.showModal()} />
      </div>
      <Link className="header-home" to="/" title={t.home}>
        <Logo />
        <span className="header-short">GSE</span>
        <span className="header-name">{t.name}</span>
      </Link>
      <div className="header-wide">
        <RegionSelect />
      </div>
      <div className="header-space" />
      <LiveMark />
      <LanguageSwitch />
      <ThemeSwitch />
      <IconButton label={t.out} icon={<LogoutIcon />} onClick={logOut} />
      <dialog
        className="drawer"
        ref={drawer}
        aria-label={t.name}
        onClick={(event) => {
          if (event.target === event.currentTarget) close();
        }}
      >
        <div className="drawer-content">
          <div className="drawer-head">
            <Logo />
            <strong>GSE</strong>
            <IconButton label={t.close} icon={<CloseIcon />} onClick={close} />
          </div>
          <RegionSelect />
          <Navigation onGone={close} />
        </div>
      </dialog>
    </header>
  );
}
