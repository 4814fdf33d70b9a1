import { InvalidArgumentError } from "commander";

/** A rule as CreateFleet takes it. */
export interface GivenPorts {
  readonly Protocol: "TCP" | "UDP";
  readonly FromPort: number;
  readonly ToPort: number;
  readonly IpRange: string;
}

const form = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/(tcp|udp))?(?:@(\S+))?$/i;

/** `7000`, `7000-7099`, `7000-7099/udp`, `7000-7099/tcp@10.0.0.0/8`, as often as the flag is given. */
export function portRanges(text: string, former: readonly GivenPorts[] = []): readonly GivenPorts[] {
  const [, from, to = from, protocol = "tcp", range = "0.0.0.0/0"] = form.exec(text) ?? [];
  if (from === undefined) throw new InvalidArgumentError("Give it as FROM-TO, FROM-TO/udp or FROM-TO/tcp@10.0.0.0/8.");
  const rule: GivenPorts = {
    Protocol: protocol.toLowerCase() === "udp" ? "UDP" : "TCP",
    FromPort: Number(from),
    ToPort: Number(to),
    IpRange: range,
  };
  return [...former, rule];
}
