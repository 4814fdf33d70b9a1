import "./style/splash.css";
import { Logo } from "./logo.js";

/** While nothing is known yet; a moment, most often. */
export function Splash() {
  return (
    <div className="splash" aria-busy="true">
      <Logo />
    </div>
  );
}
