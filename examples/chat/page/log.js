import { fill, language, words } from "./words.js";

const MAX_LINES = 500;
const SAME_BREATH_MS = 3 * 60_000;
const NEAR_THE_END_PX = 80;
const clockFace = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" });

/** What was said and what happened, oldest first. Names and texts are other people's: they go in as text, never as HTML. */
export function openLog({ log, lines, toLatest }) {
  let last = null;
  const isAtEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_THE_END_PX;
  const goToEnd = () => {
    log.scrollTop = log.scrollHeight;
    toLatest.hidden = true;
  };
  toLatest.addEventListener("click", goToEnd);
  log.addEventListener("scroll", () => {
    if (isAtEnd()) toLatest.hidden = true;
  });
  new ResizeObserver(() => {
    if (toLatest.hidden) goToEnd();
  }).observe(log);

  return {
    /** `me` is the reader's own number. */
    add(event, me) {
      const wasAtEnd = isAtEnd();
      const isOwn = event.player.number === me;
      const isSameBreath =
        event.type === "said" &&
        last?.type === "said" &&
        last.player.number === event.player.number &&
        last.player.name === event.player.name &&
        event.atMs - last.atMs < SAME_BREATH_MS;
      lines.append(event.type === "said" ? bubble(event, isOwn, isSameBreath) : note(event, isOwn));
      last = event;
      while (lines.childElementCount > MAX_LINES) lines.firstElementChild.remove();
      if (wasAtEnd || isOwn) goToEnd();
      else if (event.type === "said") toLatest.hidden = false;
    },
  };
}

function bubble({ player, text, atMs }, isOwn, isSameBreath) {
  const line = make("li", `line ${isOwn ? "own" : "other"}${isSameBreath ? " again" : ""}`);
  const head = make("p", "head");
  head.append(make("span", isOwn ? "unseen" : "name", isOwn ? words.youSaid : player.name), " ", time(atMs));
  const body = make("div", "body");
  const said = make("p", "said", text);
  said.dir = "auto";
  body.append(head, said);
  if (!isOwn) line.append(avatar(player));
  line.append(body);
  return line;
}

function note(event, isOwn) {
  const line = make("li", "line note");
  const text = event.type === "joined" && isOwn ? words.youJoined : words[event.type];
  line.append(make("span", "", fill(text, { name: event.player.name, was: event.was })), " ", time(event.atMs));
  return line;
}

function time(atMs) {
  const element = make("time", "time", clockFace.format(atMs));
  element.dateTime = new Date(atMs).toISOString();
  return element;
}

/** A round sign with the first letter of the name; its colour goes by the player's number. */
export function avatar(player) {
  const element = make("span", "");
  dressAvatar(element, player);
  element.setAttribute("aria-hidden", "true");
  return element;
}

export function dressAvatar(element, { name, number }) {
  element.className = `avatar tint-${number % 8}`;
  element.textContent = [...name][0]?.toUpperCase() ?? "?";
}

export function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}
