export { HandClock } from "../../host/src/testing/hand-clock.js";
