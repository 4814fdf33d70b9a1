import "virtual:tdesign-theme.css";
import "tdesign-react/es/_util/react-19-adapter.js";
import "./shell/style/base.css";
import "./shell/style/icons.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.js";
import { takeLoginToken } from "./api/login-token.js";

const root = document.getElementById("root");
if (root === null) throw new Error('the page has no element "root"');
// TDesign's icons write their style sheet into the page, which its policy refuses, unless this is there: icons.css is that sheet.
const marker = document.createElement("meta");
marker.id = "__TDESIGN_ICON_STYLE__";
document.head.append(marker);

const loginToken = takeLoginToken();
createRoot(root).render(
  <StrictMode>
    <App loginToken={loginToken} />
  </StrictMode>,
);
