/** Every text of the page, in English and Chinese; the browser's language decides. `{…}` is filled in. */
const english = {
  connecting: "Taking your seat…",
  here: "Connected · {here} of {seats} here",
  closingStatus: "Closing",
  refusedStatus: "Not connected",
  overStatus: "Not connected any more",
  people: "Who is here",
  leave: "Leave",
  end: "End session",
  messages: "Messages",
  emptyAlone: "You are the first one here",
  emptyTogether: "Nothing has been said yet",
  emptyHint: "Say hello: everyone in the room reads it, and those who come later too.",
  newMessages: "New messages",
  writeMessage: "Write a message",
  send: "Send",
  you: "you",
  youSaid: "You",
  changeName: "Change your name",
  joined: "{name} came in",
  youJoined: "You came in as {name}",
  left: "{name} left",
  renamed: "{was} is now {name}",
  closing: "This room closes in {seconds} s. {message}",
  retry: "Try again",
  cancel: "Cancel",
  endTitle: "End the session for everyone?",
  endText: "All players lose their place and the talk ends. The server stays ready for the next session.",
  endYes: "End for everyone",
  nameTitle: "Change your name",
  nameLabel: "How the others see you",
  nameYes: "Change",

  overEndedByYou: "You ended the session",
  overEndedByOther: "{name} ended the session",
  overEnded: "The session has ended",
  overLeft: "You left the room",
  overLost: "The connection is lost",
  againHint: "A player session takes you in once. To come back, join again in your game and open the new address.",

  refused: {
    noPlayerSession: [
      "This address has no player session",
      "Your game gives each player a separate address, which ends in ?playerSessionId=… Open that one.",
    ],
    notAccepted: [
      "This player session is not valid here",
      "It works once, within 60 seconds, and only in its own room. Join again in your game and open the new address.",
    ],
    alreadyHere: ["You are here already", "This player session is open in another window. Use that one."],
    full: ["The room is full", "All seats are taken. Try again when somebody has left."],
    noSession: [
      "No session runs here",
      "It may have ended, or not begun. Ask your game for the address of one that runs.",
    ],
    closing: ["The room is closing", "It takes nobody new. Join another session in your game."],
    unreachable: ["GSE does not answer", "The room could not ask whether you may come in. Try again in a moment."],
    noAnswer: ["The room does not answer", "The server may be starting, or gone. Try again in a moment."],
  },
  problems: {
    badText: "This message is empty or too long.",
    badName: "This name is empty or too long.",
    nameTaken: "Somebody here has this name already.",
    tooFast: "Too many messages at once. Wait a moment, then send again.",
    notEnded: "The session could not be ended. Try again in a moment.",
  },
};

const chinese = {
  connecting: "正在进入房间…",
  here: "已连接 · {here} / {seats} 人",
  closingStatus: "即将关闭",
  refusedStatus: "未连接",
  overStatus: "连接已结束",
  people: "在线玩家",
  leave: "离开",
  end: "结束会话",
  messages: "消息",
  emptyAlone: "你是第一个进来的人",
  emptyTogether: "还没有人说话",
  emptyHint: "打个招呼吧：房间里的人都能看到，后来的人也能看到。",
  newMessages: "有新消息",
  writeMessage: "输入消息",
  send: "发送",
  you: "你",
  youSaid: "你",
  changeName: "修改名字",
  joined: "{name} 进入了房间",
  youJoined: "你以 {name} 的名字进入了房间",
  left: "{name} 离开了房间",
  renamed: "{was} 改名为 {name}",
  closing: "房间将在 {seconds} 秒后关闭。{message}",
  retry: "重试",
  cancel: "取消",
  endTitle: "为所有人结束会话？",
  endText: "所有玩家都将离开，聊天随之结束。服务器会等待下一个会话。",
  endYes: "为所有人结束",
  nameTitle: "修改名字",
  nameLabel: "其他人看到的名字",
  nameYes: "修改",

  overEndedByYou: "你结束了会话",
  overEndedByOther: "{name} 结束了会话",
  overEnded: "会话已结束",
  overLeft: "你离开了房间",
  overLost: "连接已断开",
  againHint: "玩家会话只能使用一次。要回来，请在游戏中重新加入，并打开新的地址。",

  refused: {
    noPlayerSession: [
      "地址中没有玩家会话",
      "游戏会给每位玩家一个单独的地址，以 ?playerSessionId=… 结尾。请打开该地址。",
    ],
    notAccepted: [
      "此玩家会话在这里无效",
      "它只能使用一次，须在 60 秒内使用，且只属于自己的房间。请在游戏中重新加入，并打开新的地址。",
    ],
    alreadyHere: ["你已经在房间里了", "此玩家会话正在另一个窗口中使用。"],
    full: ["房间已满", "所有座位都有人了。有人离开后再试。"],
    noSession: ["这里没有会话", "会话可能已结束或尚未开始。请向游戏索取正在进行的会话的地址。"],
    closing: ["房间正在关闭", "不再接受新玩家。请在游戏中加入另一个会话。"],
    unreachable: ["GSE 没有应答", "房间无法确认你是否可以进入。请稍后重试。"],
    noAnswer: ["房间没有应答", "服务器可能正在启动，或已停止。请稍后重试。"],
  },
  problems: {
    badText: "消息为空或过长。",
    badName: "名字为空或过长。",
    nameTaken: "已经有人使用这个名字。",
    tooFast: "消息太快了。请稍等再发。",
    notEnded: "会话未能结束。请稍后重试。",
  },
};

export const language = navigator.languages.find((tag) => /^(zh|en)\b/i.test(tag) && isLanguageTag(tag)) ?? "en";

/** Some browsers report what the system's locale is called, such as "en-US@posix"; formatters throw at that. */
function isLanguageTag(tag) {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}
export const words = /^zh/i.test(language) ? chinese : english;

export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => String(values[key] ?? ""));

/** Puts the words into every element of the page that asks for one by its `data-word…`. */
export function speak(root) {
  root.documentElement.lang = /^zh/i.test(language) ? "zh-CN" : "en";
  for (const element of root.querySelectorAll("[data-word]")) element.textContent = words[element.dataset.word];
  for (const element of root.querySelectorAll("[data-word-label]"))
    element.setAttribute("aria-label", words[element.dataset.wordLabel]);
  for (const element of root.querySelectorAll("[data-word-placeholder]"))
    element.setAttribute("placeholder", words[element.dataset.wordPlaceholder]);
}
