/** The address of the wasm module, for bundlers that are told to treat `.wasm` as a file. */
declare const address: string;
export default address;
