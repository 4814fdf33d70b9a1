import { avatar, dressAvatar, make, openLog } from "./log.js";
import { openTalk } from "./talk.js";
import { fill, speak, words } from "./words.js";

const by = (id) => document.getElementById(id);
const app = by("app");
const log = openLog({ log: by("log"), lines: by("lines"), toLatest: by("to-latest") });
const playerSessionId = new URLSearchParams(location.search).get("playerSessionId") ?? "";

let talk = null;
let me = 0;
let room = { name: "", seats: 0 };
let players = new Map();
let lastSent = "";
let unread = 0;
let countdown = 0;

speak(document);
enter();

/** connecting → here → over, or connecting → refused (→ connecting). */
function show(state, status) {
  app.dataset.state = state;
  by("status").textContent = status;
  by("notice").hidden = state !== "refused";
  by("over").hidden = state !== "over";
  by("composer").inert = state !== "here";
  by("leave").disabled = by("end").disabled = state !== "here";
}

function enter() {
  show("connecting", words.connecting);
  if (playerSessionId === "") return refused("noPlayerSession", "");
  // A line that was given up has nothing more to say.
  const mine = openTalk({
    playerSessionId,
    hear(message) {
      if (talk === mine) hear(message);
    },
    lost() {
      if (talk !== mine) return;
      if (app.dataset.state === "connecting") refused("noAnswer", "");
      else if (app.dataset.state === "here") over(words.overLost);
    },
  });
  talk = mine;
}

function hear(message) {
  switch (message.type) {
    case "welcome":
      return welcome(message);
    case "joined":
    case "renamed":
      players.set(message.player.number, message.player);
      showPeople();
      return log.add(message, me);
    case "left":
      players.delete(message.player.number);
      showPeople();
      return log.add(message, me);
    case "said":
      log.add(message, me);
      showEmpty(false);
      return countUnread(message);
    case "problem":
      return problem(message);
    case "closing":
      return closing(message);
    case "ended":
      if (message.by === null) return over(words.overEnded, message.message);
      if (message.by.number === me) return over(words.overEndedByYou);
      return over(fill(words.overEndedByOther, { name: message.by.name }));
    case "refused":
      return refused(message.reason, message.message);
    // A type of a newer server means nothing to this page.
  }
}

function welcome({ you, room: theRoom, players: those, recent, limits }) {
  me = you.number;
  room = theRoom;
  players = new Map(those.map((player) => [player.number, player]));
  by("text").maxLength = limits.textLength;
  by("name").maxLength = limits.nameLength;
  by("room-name").textContent = room.name;
  show("here", "");
  showPeople();
  // A screen reader need not read out all that was before.
  by("log").setAttribute("aria-busy", "true");
  for (const event of recent) log.add(event, me);
  by("log").removeAttribute("aria-busy");
  showEmpty(!recent.some((event) => event.type === "said"));
  showTitle();
  by("text").focus();
}

function showPeople() {
  const list = [...players.values()].map((player) => {
    const item = make("li", "person");
    const name = make("span", "person-name", player.name);
    name.dir = "auto";
    item.append(avatar(player), name);
    if (player.number === me) item.append(make("span", "person-you", words.you));
    return item;
  });
  by("people-list").replaceChildren(...list);
  by("people-count").textContent = String(players.size);
  by("seats").textContent = `${players.size} / ${room.seats}`;
  if (countdown === 0) by("status").textContent = fill(words.here, { here: players.size, seats: room.seats });
  by("empty-title").textContent = players.size > 1 ? words.emptyTogether : words.emptyAlone;
  const own = players.get(me);
  dressAvatar(by("me-avatar"), own);
  by("me").title = `${own.name} · ${words.changeName}`;
}

function showEmpty(isEmpty) {
  app.classList.toggle("is-empty", isEmpty);
}

function refused(reason, detail) {
  const [title, text] = words.refused[reason] ?? [detail, ""];
  by("notice-title").textContent = title;
  by("notice-text").textContent = text;
  by("notice-detail").textContent = reason === "notAccepted" ? detail : "";
  // These may pass; the player session has not been used.
  by("retry").hidden = !["full", "noSession", "unreachable", "noAnswer"].includes(reason);
  show("refused", words.refusedStatus);
}

function over(title, detail = "") {
  clearInterval(countdown);
  by("closing").hidden = true;
  by("end-dialog").close();
  by("name-dialog").close();
  by("over-title").textContent = title;
  by("over-text").textContent = `${detail === "" ? "" : `${sentence(detail)} `}${words.againHint}`;
  players = new Map();
  by("people-list").replaceChildren();
  by("seats").textContent = "";
  by("people-count").textContent = "0";
  show("over", words.overStatus);
}

function closing({ message, endsAtMs }) {
  const tick = () => {
    const seconds = Math.max(0, Math.round((endsAtMs - Date.now()) / 1000));
    by("closing").textContent = fill(words.closing, { seconds, message: sentence(message) });
  };
  tick();
  clearInterval(countdown);
  countdown = setInterval(tick, 1000);
  by("closing").hidden = false;
  by("status").textContent = words.closingStatus;
}

const sentence = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?。]$/.test(text) ? "" : "."}`;

let problemTimer = 0;
function problem({ reason, message }) {
  by("problem").textContent = words.problems[reason] ?? message;
  clearTimeout(problemTimer);
  problemTimer = setTimeout(() => (by("problem").textContent = ""), 6000);
  const isAboutText = reason === "badText" || reason === "tooFast";
  if (isAboutText && by("text").value === "") by("text").value = lastSent;
}

/** The tab's title counts what was said while nobody looked. */
function countUnread({ player }) {
  if (document.hidden && player.number !== me) unread += 1;
  showTitle();
}

function showTitle() {
  document.title = unread > 0 ? `(${unread}) ${room.name}` : room.name;
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  unread = 0;
  if (room.name !== "") showTitle();
});

by("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = by("text").value.trim();
  by("text").focus();
  if (text === "") return;
  lastSent = text;
  talk.say(text);
  by("text").value = "";
  showCounter();
});

by("text").addEventListener("keydown", (event) => {
  // While an input method composes a character, Enter belongs to it.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  by("composer").requestSubmit();
});

by("text").addEventListener("input", showCounter);
function showCounter() {
  const { value, maxLength } = by("text");
  by("counter").textContent = value.length > maxLength * 0.8 ? String(maxLength - value.length) : "";
}

by("retry").addEventListener("click", enter);
by("leave").addEventListener("click", () => {
  talk.leave();
  over(words.overLeft);
});

by("end").addEventListener("click", () => by("end-dialog").showModal());
by("end-no").addEventListener("click", () => by("end-dialog").close());
by("end-yes").addEventListener("click", () => {
  by("end-dialog").close();
  talk.endSession();
});

by("me").addEventListener("click", () => {
  by("name").value = players.get(me).name;
  by("name-dialog").showModal();
  by("name").select();
});
by("name-no").addEventListener("click", () => by("name-dialog").close());
by("name-form").addEventListener("submit", (event) => {
  event.preventDefault();
  by("name-dialog").close();
  const name = by("name").value.trim();
  if (name !== "" && name !== players.get(me).name) talk.rename(name);
});

by("people-button").addEventListener("click", () => {
  const isOpen = app.classList.toggle("people-open");
  by("people-button").setAttribute("aria-expanded", String(isOpen));
});
