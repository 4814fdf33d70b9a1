import { describe, expect, test } from "vitest";
import { mapGameRoot, placeOfLaunchPath } from "../../src/runtime/local/launch-path.js";

describe("a launch path", () => {
  test.each([
    ["/local/game/server", "/data/game/server"],
    ["/local/game/bin/server", "/data/game/bin/server"],
    ["//local//game/./server", "/data/game/server"],
    ["/local/game/a/../server", "/data/game/server"],
    ["server", "/data/game/server"],
    ["./bin/server", "/data/game/bin/server"],
    ["node", "/data/game/node"],
  ])("%s is %s", (launchPath, place) => {
    expect(placeOfLaunchPath("/data/game", launchPath)).toBe(place);
  });

  test.each(["/bin/sh", "/local/games/server", "/local/game", "/local/game/../x", "../server", "a/../../server", ".."])(
    "%s leads out of the instance's folder",
    (launchPath) => {
      expect(placeOfLaunchPath("/data/game", launchPath)).toBeUndefined();
    },
  );
});

describe("an argument", () => {
  test.each([
    ["/local/game", "/data/$&/game"],
    ["/local/game/maps", "/data/$&/game/maps"],
    ["--maps=/local/game/maps", "--maps=/data/$&/game/maps"],
    ["-Dpath=/local/game/a:/local/game/b", "-Dpath=/data/$&/game/a:/data/$&/game/b"],
  ])("%s has the folder of the instance in it", (argument, mapped) => {
    expect(mapGameRoot(argument, "/data/$&/game")).toBe(mapped);
  });

  test.each(["/local/games", "x/local/game", "https://a/local/game", "local/game", "-I/local/game/x"])(
    "%s stays as it is",
    (argument) => {
      expect(mapGameRoot(argument, "/data/game")).toBe(argument);
    },
  );
});
