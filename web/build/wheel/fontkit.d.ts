/** What the label table needs of fontkit. */
declare module 'fontkit' {
  interface Font {
    readonly unitsPerEm: number;
    layout: (text: string) => { readonly advanceWidth: number };
  }
  function create(file: Uint8Array): Font | { readonly fonts: readonly Font[] };
}
