import { inBothLanguages } from "../../i18n/language.js";

export const words = inBothLanguages(
  {
    title: "Quick start",
    text: "From nothing to people who talk to each other, in four steps. The game is a chat room; it is made for you and can be taken away again.",
    done: "Done",
    startOver: "Start over",
    feed: "On the host, now",
    upload: {
      title: "Upload the sample package",
      text: "A ZIP with the chat server: what would be your game. The host looks through it and makes an asset of it.",
      go: "Upload",
      sending: "Uploading",
      making: "The host looks through the package",
      made: (name: string, version: string, size: string) => `Asset ${name} ${version}, ${size}`,
    },
    fleet: {
      title: "Create a fleet",
      text: "The host unpacks the package on an instance and keeps two chat servers running there, ready for sessions.",
      go: "Create fleet",
      failed: "The fleet did not come up",
      log: "Open its log",
      deleting: "The fleet is being deleted",
    },
    session: {
      title: "Create a game server session",
      text: "A room for ten. One of the waiting processes takes it at once; the other waits for the next.",
      go: "Create session",
      another: "Create another session",
      at: "Players connect to",
      ended: "The last session has ended. Its process has made room for a new one.",
    },
    players: {
      title: "Let players in, and chat",
      text: "A player session holds a slot for one player, for a minute. Its page opens in a new tab; let in a second player, and talk.",
      name: "Player",
      go: "Create player session",
      none: "Nobody has a slot yet.",
      open: "Open the player's page",
      lapses: (seconds: number) => `slot held for ${seconds} s`,
      end: "End the session",
      endTitle: "End the game server session?",
      endText: "The chat server is asked to end, and the host starts another one in its place.",
      endsSession: (players: number) =>
        players === 0
          ? "1 game server session"
          : `1 game server session with ${players === 1 ? "1 player" : `${players} players`}`,
      endsProcess: "1 process, which is started anew",
    },
    over: {
      title: "Start over?",
      text: "What the quick start made is taken away; nothing else is touched.",
      sessions: (count: number) =>
        count === 1
          ? "1 game server session, and the talk in it"
          : `${count} game server sessions, and the talk in them`,
      fleets: (count: number) =>
        count === 1 ? "the fleet chat with its processes" : `${count} fleets chat with their processes`,
      assets: (count: number) => (count === 1 ? "the asset chat" : `${count} assets chat`),
      go: "Take it away",
      late: "The fleet is still there after half a minute; see its events, and try again",
    },
  },
  {
    title: "入门示例",
    text: "只需四步，从零开始搭建一个可以互相聊天的游戏。示例游戏是一个聊天室，由系统自动创建，随时可以清除。",
    done: "已完成",
    startOver: "重新开始",
    feed: "主机动态",
    upload: {
      title: "上传示例包",
      text: "一个包含聊天服务器的 ZIP 包，相当于您的游戏。主机检查后会将其创建为生成包。",
      go: "上传",
      sending: "正在上传",
      making: "主机正在检查示例包",
      made: (name: string, version: string, size: string) => `生成包 ${name} ${version}，${size}`,
    },
    fleet: {
      title: "创建服务器舰队",
      text: "主机会在实例上解压生成包，并保持两个聊天服务器进程运行，随时承载会话。",
      go: "创建舰队",
      failed: "服务器舰队创建失败",
      log: "查看日志",
      deleting: "服务器舰队正在删除",
    },
    session: {
      title: "创建游戏服务器会话",
      text: "一个可容纳十人的房间。空闲进程会立即承载它，另一个进程等待下一个会话。",
      go: "创建会话",
      another: "再创建一个会话",
      at: "玩家连接地址",
      ended: "上一个会话已结束，对应的进程已为新会话腾出位置。",
    },
    players: {
      title: "创建玩家会话并聊天",
      text: "玩家会话会为一位玩家预留一分钟的席位。玩家页面会在新标签页中打开；再邀请一位玩家，就可以聊天了。",
      name: "玩家",
      go: "创建玩家会话",
      none: "还没有玩家预留席位。",
      open: "打开玩家页面",
      lapses: (seconds: number) => `席位保留 ${seconds} 秒`,
      end: "结束会话",
      endTitle: "结束游戏服务器会话？",
      endText: "聊天服务器进程会被要求结束，主机会启动一个新进程来代替它。",
      endsSession: (players: number) =>
        players === 0 ? "1 个游戏服务器会话" : `1 个游戏服务器会话，其中有 ${players} 位玩家`,
      endsProcess: "1 个进程（之后会重新启动）",
    },
    over: {
      title: "重新开始？",
      text: "将清除入门示例创建的全部资源，不影响其他资源。",
      sessions: (count: number) => `${count} 个游戏服务器会话及其中的聊天`,
      fleets: (count: number) => `${count} 个服务器舰队 chat 及其进程`,
      assets: (count: number) => `${count} 个生成包 chat`,
      go: "清除",
      late: "半分钟后服务器舰队仍未删除；请查看其事件，然后重试",
    },
  },
);
