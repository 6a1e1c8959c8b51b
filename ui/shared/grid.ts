// The arithmetic of a tall list: which rows are on screen, and where a key press leads.
// It counts rows and pixels, never quantities.
export interface Span {
  first: number;
  last: number;
}

const SPARE_ROWS = 8;

export function visibleSpan(scrollTop: number, height: number, rowHeight: number, total: number): Span {
  if (total === 0) return { first: 0, last: -1 };
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - SPARE_ROWS);
  const last = Math.min(total - 1, Math.ceil((scrollTop + height) / rowHeight) + SPARE_ROWS);
  return { first: Math.min(first, last), last };
}

/** The row a key leads to, or null where the key means nothing here. */
export function rowAfter(key: string, at: number, total: number, rowsOnScreen: number): number | null {
  if (total === 0) return null;
  const clamp = (row: number) => Math.min(total - 1, Math.max(0, row));
  switch (key) {
    case "ArrowDown":
      return clamp(at + 1);
    case "ArrowUp":
      return clamp(at < 0 ? 0 : at - 1);
    case "PageDown":
      return clamp(Math.max(0, at) + rowsOnScreen);
    case "PageUp":
      return clamp(Math.max(0, at) - rowsOnScreen);
    case "Home":
      return 0;
    case "End":
      return total - 1;
    default:
      return null;
  }
}

/** The scroll offset that brings a row into sight with the least movement. */
export function scrollFor(row: number, rowHeight: number, scrollTop: number, height: number): number {
  const top = row * rowHeight;
  if (top < scrollTop) return top;
  if (top + rowHeight > scrollTop + height) return top + rowHeight - height;
  return scrollTop;
}
