/** Marks on which sides a strip goes on, for the style sheet to fade it there. */
export function markEdges(strip) {
  const mark = () => {
    const after = strip.scrollWidth - strip.clientWidth - strip.scrollLeft;
    const sides = [strip.scrollLeft > 1 ? "before" : "", after > 1 ? "after" : ""];
    strip.dataset.more = sides.join(" ").trim();
  };
  const sizes = new ResizeObserver(mark);
  for (const element of [strip, ...strip.children]) sizes.observe(element);
  strip.addEventListener("scroll", mark, { passive: true });
}
