/** Up to two letters that stand for a carrier; the style sheet makes capitals of them. */
export const initials = (name, code) => {
  const [first, second] = (name.match(/[^\s._-]+/g) ?? [code]).map((word) => [...word]);
  return second ? first[0] + second[0] : first.slice(0, 2).join("");
};
