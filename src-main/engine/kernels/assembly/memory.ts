/** The first byte that the caller may place arrays at; below it lies the module's own data. */
export function firstFreeByte(): usize {
  return __heap_base;
}
