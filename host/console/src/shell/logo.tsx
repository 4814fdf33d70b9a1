/** Two of four machines at work. */
export function Logo({ sizePx = 28 }: { readonly sizePx?: number }) {
  return <img className="logo" src={`${import.meta.env.BASE_URL}icon.svg`} width={sizePx} height={sizePx} alt="" />;
}
