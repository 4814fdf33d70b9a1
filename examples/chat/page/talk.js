/**
 * The line to the room. `hear` gets each message of the server, `lost` is called once when the line is gone.
 * The protocol is in ../README.md.
 */
export function openTalk({ playerSessionId, hear, lost }) {
  const address = new URL("chat", location.href);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  address.search = new URLSearchParams({ playerSessionId }).toString();
  const socket = new WebSocket(address);
  socket.addEventListener("message", ({ data }) => hear(JSON.parse(data)));
  socket.addEventListener("close", () => lost());
  const send = (message) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  };
  return {
    say: (text) => send({ type: "say", text }),
    rename: (name) => send({ type: "rename", name }),
    leave: () => send({ type: "leave" }),
    endSession: () => send({ type: "endSession" }),
  };
}
