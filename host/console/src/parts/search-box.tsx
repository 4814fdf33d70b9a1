import { SearchIcon } from "./icons.js";
import "./style/search-box.css";

export interface SearchBoxProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Narrows a list down while somebody types. */
export function SearchBox({ label, value, onChange }: SearchBoxProps) {
  return (
    <span className="search-box">
      <SearchIcon />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </span>
  );
}
