import { expect, test } from "vitest";
import { eventWords, heartWords, silence } from "./words.ts";

test("of several reasons for silence the one that explains most is told", () => {
  expect(silence(["ppg-resting"])).toBe("between measurements");
  expect(silence(["motion", "ppg-resting"])).toBe("between measurements");
  expect(silence(["off-collar", "ppg-resting"])).toBe("the collar is off");
  expect(silence(["motion", "warming-up"])).toBe("finding the pulse");
  expect(silence(["of a newer collar"])).toBe("not sure enough to say");
});

test("a rate that is not of now says how old it is", () => {
  const heart = { at: 0, heartRate: 72, confidence: 0.9 };
  expect(heartWords({ ...heart, now: true }, 2000)).toBe("sure");
  expect(heartWords({ ...heart, now: false }, 240_000)).toBe("measured 4 min ago · sure");
  expect(heartWords({ ...heart, confidence: 0.6, now: false }, 3000)).toBe("measured just now · fairly sure");
});

test("an event says what it is about in words, or its value with its unit", () => {
  const event = { at: 0, value: 90, unit: null, detail: "" };
  expect(eventWords({ ...event, kind: "anomaly", detail: "Its gait is less even than usual" })).toBe(
    "Unlike itself · Its gait is less even than usual",
  );
  expect(eventWords({ ...event, kind: "anomaly" })).toBe("Unlike itself · 90");
  expect(eventWords({ ...event, kind: "tachycardia", value: 201, unit: "bpm" })).toBe(
    "Fast heart at rest · 201 bpm",
  );
});
