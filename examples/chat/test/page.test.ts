import { describe, expect, test } from "vitest";
import { HandClock } from "../../../test/support/hand-clock.js";
import { useGame } from "./support/use-game.js";
import { peopleOn, reads, say, usePage, usePageInside, violations } from "./support/use-page.js";
import { usePlayerInside } from "./support/use-player.js";
import { useRoom } from "./support/use-room.js";

const wide = { width: 1280, height: 860 };
const narrow = { width: 360, height: 640 };

describe("the page, on a real GSE", () => {
  test("two players chat in two windows", async () => {
    const game = await useGame();
    const session = await game.createSession("Friday night", 4);
    const ada = await usePageInside(await game.joinSession(session, "ada"));
    await expect.poll(() => ada.getByRole("heading", { name: "Friday night" }).isVisible()).toBe(true);
    await ada.getByText("You are the first one here").waitFor();
    const bob = await usePageInside(await game.joinSession(session, "bob"));
    await ada.getByText("Connected · 2 of 4 here").waitFor();
    expect(await peopleOn(ada)).toEqual(["ada", "bob"]);

    await say(ada, "hello bob");
    await reads(bob, ["- ada came in", "- You came in as bob", "< hello bob"]);
    await say(bob, "hello ada");
    await reads(ada, ["- You came in as ada", "- bob came in", "> hello bob", "< hello ada"]);
    expect(await ada.locator("#lines time").last().textContent()).toMatch(/^\d\d:\d\d$/);
    await expect.poll(() => ada.getByText("You are the first one here").isVisible()).toBe(false);
    expect(await game.players(session)).toEqual({ ada: "ACTIVE", bob: "ACTIVE" });
  });

  test("one who left, or reloads, learns that a player session works once, and the seat is free again", async () => {
    const game = await useGame();
    const session = await game.createSession();
    const address = await game.joinSession(session, "ada");
    const ada = await usePageInside(address);
    const bob = await usePageInside(await game.joinSession(session, "bob"));
    await ada.getByRole("button", { name: "Leave" }).click();
    await ada.getByRole("heading", { name: "You left the room" }).waitFor();
    await ada.getByText("A player session takes you in once").waitFor();
    await reads(bob, ["- ada came in", "- You came in as bob", "- ada left"]);
    await game.playersBecome(session, { ada: "COMPLETED", bob: "ACTIVE" });

    await ada.reload();
    await ada.getByRole("heading", { name: "This player session is not valid here" }).waitFor();
    await ada.getByText("Join again in your game and open the new address").waitFor();
  });

  test("a closed tab gives its seat back", async () => {
    const game = await useGame();
    const session = await game.createSession();
    const ada = await usePageInside(await game.joinSession(session, "ada"));
    await ada.close();
    await game.playersBecome(session, { ada: "COMPLETED" });
  });

  test("the button ends the session for everyone, once they are sure", async () => {
    const game = await useGame();
    const session = await game.createSession();
    const ada = await usePageInside(await game.joinSession(session, "ada"));
    const bob = await usePageInside(await game.joinSession(session, "bob"));
    await ada.getByRole("button", { name: "End session" }).click();
    const dialog = ada.getByRole("dialog", { name: "End the session for everyone?" });
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await expect.poll(() => dialog.isVisible()).toBe(false);
    expect(await game.sessionStatus(session)).toBe("ACTIVE");

    await ada.getByRole("button", { name: "End session" }).click();
    await dialog.getByRole("button", { name: "End for everyone" }).click();
    await ada.getByRole("heading", { name: "You ended the session" }).waitFor();
    await bob.getByRole("heading", { name: "ada ended the session" }).waitFor();
    await expect.poll(() => bob.getByLabel("Write a message").isVisible()).toBe(false);
    expect(await game.sessionStatus(session)).toBe("TERMINATED");
    await usePageInside(await game.joinSession(await game.createSession("Next"), "cleo"));
  });

  test("when the server is gone, it says so and keeps what was said", async () => {
    const game = await useGame();
    const session = await game.createSession();
    const ada = await usePageInside(await game.joinSession(session, "ada"));
    await say(ada, "anyone?");
    await reads(ada, ["- You came in as ada", "> anyone?"]);
    game.server.stop("SIGKILL");
    await ada.getByRole("heading", { name: "The connection is lost" }).waitFor();
    await expect.poll(() => ada.getByText("anyone?").isVisible()).toBe(true);
  });
});

describe("the page says why somebody is not let in, and what to do", () => {
  test.each([
    ["/", "This address has no player session", false],
    ["/?playerSessionId=made-up", "This player session is not valid here", false],
  ])("at %s", async (path, title, mayRetry) => {
    const room = await useRoom();
    const page = await usePage(room.origin + path);
    await page.getByRole("heading", { name: title }).waitFor();
    await expect.poll(() => page.getByRole("button", { name: "Try again" }).isVisible()).toBe(mayRetry);
    await expect.poll(() => page.getByLabel("Write a message").isVisible()).toBe(false);
  });

  test("to a second window of the same player", async () => {
    const room = await useRoom();
    await usePageInside(room.address("ada"));
    const second = await usePage(room.address("ada"));
    await second.getByRole("heading", { name: "You are here already" }).waitFor();
  });

  test("when the room is full, and lets in when somebody has left", async () => {
    const room = await useRoom({ maxPlayers: 1 });
    const bob = await usePlayerInside(room.address("bob"));
    const ada = await usePage(room.address("ada"));
    await ada.getByRole("heading", { name: "The room is full" }).waitFor();
    bob.send({ type: "leave" });
    await bob.closed;
    await ada.getByRole("button", { name: "Try again" }).click();
    await ada.getByText("Connected · 1 of 1 here").waitFor();
  });

  test("when no session runs, and lets in when one does", async () => {
    const room = await useRoom();
    room.endSession("over");
    const ada = await usePage(room.address("ada"));
    await ada.getByRole("heading", { name: "No session runs here" }).waitFor();
    room.openSession("Lobby");
    await ada.getByRole("button", { name: "Try again" }).click();
    await ada.getByText("Connected").waitFor();
  });

  test("when the server does not answer", async () => {
    const room = await useRoom();
    room.endSession("over");
    const ada = await usePage(room.address("ada"), { mayComplain: /^WebSocket connection to .* failed/ });
    const retry = ada.getByRole("button", { name: "Try again" });
    await retry.waitFor();
    await room.close();
    await retry.click();
    await ada.getByRole("heading", { name: "The room does not answer" }).waitFor();
  });

  test("when the room is about to close", async () => {
    const room = await useRoom();
    const ada = await usePageInside(room.address("ada"));
    const inTime = Date.now() + 60_000;
    void room.session()?.sayGoodbye("the server is being shut down", inTime, new AbortController().signal);
    await ada.getByText(/^This room closes in \d+ s\. The server is being shut down\.$/).waitFor();
    const bob = await usePage(room.address("bob"));
    await bob.getByRole("heading", { name: "The room is closing" }).waitFor();
    room.endSession("the server is being shut down");
    await ada.getByText("The server is being shut down. A player session takes you in once").waitFor();
  });
});

describe("the page", () => {
  test("changes the player's name for everyone, and tells when it is taken", async () => {
    const room = await useRoom();
    const ada = await usePageInside(room.address("ada"));
    const bob = await usePageInside(room.address("bob"));
    const rename = async (name: string): Promise<void> => {
      await ada.getByRole("button", { name: "Change your name" }).click();
      await ada.getByLabel("How the others see you").fill(name);
      await ada.keyboard.press("Enter");
    };
    await rename("BOB");
    await ada.getByText("Somebody here has this name already.").waitFor();
    await rename("Countess");
    await reads(bob, ["- ada came in", "- You came in as bob", "- ada is now Countess"]);
    expect(await peopleOn(bob)).toEqual(["Countess", "bob"]);
  });

  test("can be used by keyboard alone: Enter sends, Shift+Enter begins a new line, Escape leaves a dialog", async () => {
    const room = await useRoom();
    const ada = await usePageInside(room.address("ada"));
    await ada.keyboard.type("first line");
    await ada.keyboard.press("Shift+Enter");
    await ada.keyboard.type("second line");
    await ada.keyboard.press("Enter");
    await reads(ada, ["- You came in as ada", "> first line\nsecond line"]);

    await ada.keyboard.press("Shift+Tab"); // to one's own name
    await ada.keyboard.press("Enter");
    await expect.poll(() => ada.getByRole("dialog", { name: "Change your name" }).isVisible()).toBe(true);
    await ada.keyboard.press("Escape");
    for (const id of ["log", "people", "end", "leave"]) {
      await ada.keyboard.press("Shift+Tab");
      expect(await ada.evaluate(() => document.activeElement?.id)).toBe(id);
    }
  });

  test("shows other people's names and texts as text, whatever they contain", async () => {
    const room = await useRoom();
    const ada = await usePageInside(room.address("ada"));
    const bob = await usePlayerInside(room.address("bob"));
    const evil = '<img src="x" onerror="document.title=1"><script>document.title=2</script>';
    bob.say(evil);
    bob.send({ type: "rename", name: "<b>&amp;</b>{name}" });
    await reads(ada, ["- You came in as ada", "- bob came in", `< ${evil}`, "- bob is now <b>&amp;</b>{name}"]);
    expect(await peopleOn(ada)).toEqual(["ada", "<b>&amp;</b>{name}"]);
    expect(await ada.title()).toBe("Lobby");
  });

  test("counts down to the limit of a message and keeps a message that came too fast", async () => {
    const room = await useRoom({ clock: new HandClock() });
    const ada = await usePageInside(room.address("ada"));
    const text = ada.getByLabel("Write a message");
    await text.fill("x".repeat(490));
    expect(await ada.locator("#counter").textContent()).toBe("10");
    await text.fill("");
    for (let n = 1; n <= 11; n++) await say(ada, `line ${n}`);
    await ada.getByText("Too many messages at once").waitFor();
    await expect.poll(() => text.inputValue()).toBe("line 11");
  });

  test("offers the way back to one who has scrolled up when something is said", async () => {
    const clock = new HandClock();
    const room = await useRoom({ clock });
    const ada = await usePageInside(room.address("ada"), { viewport: narrow });
    const bob = await usePlayerInside(room.address("bob"));
    for (let n = 1; n <= 30; n++) {
      clock.advance(600);
      bob.say(`line ${n}`);
      await bob.hear("said", ({ text }) => text === `line ${n}`);
    }
    await ada.getByText("line 30").waitFor();
    await expect.poll(() => ada.getByRole("button", { name: "New messages" }).isVisible()).toBe(false);
    await ada.locator("#log").evaluate((log) => (log.scrollTop = 0));
    bob.say("line 31");
    await ada.getByRole("button", { name: "New messages" }).click();
    expect(
      await ada.locator("#log").evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight),
    ).toBeLessThanOrEqual(1);
  });

  test("opens in a browser whose language is no language tag", async () => {
    const room = await useRoom();
    const address = room.address("ada");
    const ada = await usePage(`${room.origin}/icon.svg`);
    await ada.addInitScript(() => {
      Object.defineProperty(navigator, "languages", { value: ["en-US@posix"] });
    });
    await ada.goto(address);
    await ada.waitForSelector('[data-state="here"]');
    expect(await ada.locator("html").getAttribute("lang")).toBe("en");
  });

  test("speaks Chinese where the browser does", async () => {
    const room = await useRoom();
    const ada = await usePageInside(room.address("小明"), { locale: "zh-CN" });
    await ada.getByText("已连接 · 1 / 4 人").waitFor();
    await reads(ada, ["- 你以 小明 的名字进入了房间"]);
    expect(await ada.locator("html").getAttribute("lang")).toBe("zh-CN");
    await expect.poll(() => ada.getByRole("button", { name: "结束会话" }).isVisible()).toBe(true);
    const stranger = await usePage(`${room.origin}/`, { locale: "zh-CN" });
    await stranger.getByRole("heading", { name: "地址中没有玩家会话" }).waitFor();
  });

  test("has the same words in both languages", async () => {
    const room = await useRoom();
    const wordsIn = async (locale: string): Promise<string[]> => {
      const page = await usePage(`${room.origin}/`, { locale });
      return shapeOf(await page.evaluate("import('/words.js').then(({ words }) => words)"));
    };
    expect(await wordsIn("zh-CN")).toEqual(await wordsIn("en-GB"));
  });

  test("fits a window of 360 pixels: nothing is cut off, and who is here is one press away", async () => {
    const room = await useRoom({ name: "A room with a name that is far too long for a telephone" });
    const ada = await usePageInside(room.address("ada"), { viewport: narrow });
    const bob = await usePlayerInside(room.address("b".repeat(60)));
    bob.say("x".repeat(400));
    await ada.locator(".said").waitFor();
    const overflow = () => ada.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(await overflow()).toBe(0);
    for (const name of ["Leave", "End session", "Send"]) {
      const box = await ada.getByRole("button", { name }).boundingBox();
      expect(box!.x).toBeGreaterThanOrEqual(0);
      expect(box!.x + box!.width).toBeLessThanOrEqual(narrow.width);
      expect(box!.height).toBeGreaterThanOrEqual(40);
    }
    await ada.getByRole("button", { name: "Who is here 2" }).click();
    await expect.poll(() => ada.getByRole("heading", { name: "Who is here" }).isVisible()).toBe(true);
    expect(await overflow()).toBe(0);
  });
});

/** Names and what is filled in, without the words themselves. */
const shapeOf = (words: unknown): string[] =>
  typeof words === "string"
    ? (words.match(/\{\w+\}/g) ?? []).sort()
    : Object.entries(words as object).flatMap(([name, inner]) => [name, ...shapeOf(inner)]);

describe.each(["light", "dark"] as const)("in the %s theme, axe finds nothing to object to", (colorScheme) => {
  test.each([
    ["wide", wide],
    ["narrow", narrow],
  ])("in a %s window", async (_, viewport) => {
    const room = await useRoom({ maxPlayers: 10 });
    const ada = await usePageInside(room.address("ada"), { colorScheme, viewport });
    expect(await violations(ada)).toEqual([]); // empty
    for (const name of ["bob", "cleo", "dan", "eve", "fay", "gil", "hal"]) {
      const player = await usePlayerInside(room.address(name));
      player.say(`${name} is here`);
      player.say("and says more");
    }
    await say(ada, "hello");
    await ada.getByText("hal is here").waitFor();
    expect(await violations(ada)).toEqual([]);
    if (viewport === narrow) {
      await ada.getByRole("button", { name: "Who is here 8" }).click();
      expect(await violations(ada)).toEqual([]);
    }
    await ada.getByRole("button", { name: "Change your name" }).click();
    expect(await violations(ada)).toEqual([]);
    await ada.keyboard.press("Escape");
    await ada.getByRole("button", { name: "End session" }).click();
    expect(await violations(ada)).toEqual([]);
    await ada.keyboard.press("Escape");
    void room.session()?.sayGoodbye("going", Date.now() + 60_000, new AbortController().signal);
    await ada.getByText(/^This room closes/).waitFor();
    expect(await violations(ada)).toEqual([]);
    room.endSession("gone");
    await ada.getByRole("heading", { name: "The session has ended" }).waitFor();
    expect(await violations(ada)).toEqual([]);
    await ada.reload();
    await ada.getByRole("heading", { name: "No session runs here" }).waitFor();
    expect(await violations(ada)).toEqual([]);
  });
});
