import { inBothLanguages, useWords } from "../../i18n/language.js";
import { TextButton } from "../../parts/text-button.js";
import { sessionWords } from "./words.js";
import "./search-help.css";

const words = inBothLanguages(
  {
    intro: "Conditions are joined by AND, OR, NOT and brackets. Texts stand in single quotes, numbers do not.",
    field: "Field",
    meaning: "Is",
    operators: "Compared by",
    gameServerSessionName: "the session's name",
    gameServerSessionId: "its whole id",
    maximumSessions: "how many players it takes at most",
    creationTimeMillis: "when it was made, in milliseconds since 1970",
    playerSessionCount: "how many players it has, reserved slots included",
    hasAvailablePlayerSessions: "true or false: whether there is room",
    properties: "a property that it was created with",
    examples: "Try one",
  },
  {
    intro: "条件可用 AND、OR、NOT 与括号组合。文本使用单引号，数字不加引号。",
    field: "字段",
    meaning: "含义",
    operators: "运算符",
    gameServerSessionName: "会话名称",
    gameServerSessionId: "完整会话 ID",
    maximumSessions: "最大玩家数",
    creationTimeMillis: "创建时间（1970 年起的毫秒数）",
    playerSessionCount: "当前玩家数（含预留）",
    hasAvailablePlayerSessions: "true 或 false：是否还有空位",
    properties: "创建会话时的属性",
    examples: "试一试",
  },
);

const all = "=  <>  >  >=  <  <=";
const equal = "=  <>";
/** gse-semantics h */
const fields = [
  ["gameServerSessionName", equal, "gameServerSessionName"],
  ["gameServerSessionId", equal, "gameServerSessionId"],
  ["maximumSessions", all, "maximumSessions"],
  ["creationTimeMillis", all, "creationTimeMillis"],
  ["playerSessionCount", all, "playerSessionCount"],
  ["hasAvailablePlayerSessions", equal, "hasAvailablePlayerSessions"],
  ["gameServerSessionProperties.KEY", equal, "properties"],
] as const;

const examples = [
  "playerSessionCount>=2 AND hasAvailablePlayerSessions=true",
  "gameServerSessionProperties.mode='ranked'",
  "(maximumSessions>=10 OR playerSessionCount=0) AND NOT gameServerSessionName='lobby'",
];

/** The language of filter expressions, on half a page; an example is taken by a click. */
export function SearchHelp({ onExample }: { readonly onExample: (expression: string) => void }) {
  const t = useWords(words);
  const { help } = useWords(sessionWords);
  return (
    <details className="search-help">
      <summary>{help}</summary>
      <p>{t.intro}</p>
      <div className="search-help-table" role="group" tabIndex={0} aria-label={help}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t.field}</th>
              <th scope="col">{t.meaning}</th>
              <th scope="col">{t.operators}</th>
            </tr>
          </thead>
          <tbody>
            {fields.map(([name, operators, meaning]) => (
              <tr key={name}>
                <th scope="row">
                  <code>{name}</code>
                </th>
                <td>{t[meaning]}</td>
                <td>
                  <code>{operators}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>{t.examples}:</p>
      <ul>
        {examples.map((example) => (
          <li key={example}>
            <TextButton onClick={() => onExample(example)}>
              <code>{example}</code>
            </TextButton>
          </li>
        ))}
      </ul>
    </details>
  );
}
