import { createInterface } from "node:readline";

/** The child's side of child.ts: says hello, then answers one question after the other until nobody is there to ask. */
export function answerQuestions<Question>(hello: object, answer: (question: Question) => Promise<object>): void {
  say(hello);
  const questions = createInterface(process.stdin);
  questions.on("line", (line) => void answer(JSON.parse(line) as Question).then(say));
  questions.once("close", () => process.exit());
}

const say = (words: object): void => void process.stdout.write(`${JSON.stringify(words)}\n`);
