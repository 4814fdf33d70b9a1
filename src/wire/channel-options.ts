import type { ChannelOptions } from "@grpc/grpc-js";

/** For channels to agents and game servers: loopback or one machine, plain HTTP/2. */
export const channelOptions: ChannelOptions = {
  // A peer that was away is found again within a second of its return, gRPC's own jitter included.
  "grpc.initial_reconnect_backoff_ms": 100,
  "grpc.max_reconnect_backoff_ms": 500,
  // A game without players makes no calls for hours, and still wants to hear that its agent went away.
  "grpc.client_idle_timeout_ms": 2 ** 31 - 1,
  // gRPC servers in C and Go send GOAWAY "too many pings" to clients that ping more often than every five minutes
  // or without calls. Calls here have deadlines of seconds, so those find a dead peer; no pings are needed.
  "grpc.keepalive_permit_without_calls": 0,
  "grpc.keepalive_time_ms": 330_000,
  // An http_proxy variable on a developer's machine must not lead loopback calls elsewhere.
  "grpc.enable_http_proxy": 0,
  "grpc.service_config_disable_resolution": 1,
  // A shared pool would keep sockets open after close().
  "grpc.use_local_subchannel_pool": 1,
  "grpc.enable_channelz": 0,
  // The SDK retries where it is safe, under the same requestId; gRPC knows nothing of that.
  "grpc.enable_retries": 0,
};

/**
 * For servers: a client whose machine froze is let go after a minute. Clients do not count a server's pings. Channelz
 * stays on, as without it grpc-js 1.14 loses sight of its sessions and cannot close them by force.
 */
export const serverOptions: ChannelOptions = {
  "grpc.keepalive_time_ms": 40_000,
  "grpc.keepalive_timeout_ms": 20_000,
};
