//! The glue as the package uses it: what wasm-bindgen makes, without what no browser of the baseline needs.
//!
//! The package instantiates the module itself, so the glue must hand out the two halves of its own loader. That loader
//! would serve every way that a module can come, and weigh a sixth of the glue.

use anyhow::{Result, bail};

/// What wasm-bindgen writes, what stands there instead, and how often.
const CUTS: [(&str, &str, usize); 3] = [
    // Every browser of the baseline collects garbage and says so.
    (
        "(typeof FinalizationRegistry === 'undefined')\n    ? { register: () => {}, unregister: () => {} }\n    : new",
        "new",
        2,
    ),
    // All of them encode into memory that is there.
    (
        "\nif (!('encodeInto' in cachedTextEncoder)) {
    cachedTextEncoder.encodeInto = function (arg, view) {
        const buf = cachedTextEncoder.encode(arg);
        view.set(buf);
        return {
            read: arg.length,
            written: buf.length
        };
    };
}\n",
        "",
        1,
    ),
    // The module exports its allocator with both functions.
    (
        "    if (realloc === undefined) {
        const buf = cachedTextEncoder.encode(arg);
        const ptr = malloc(buf.length, 1) >>> 0;
        getUint8ArrayMemory0().subarray(ptr, ptr + buf.length).set(buf);
        WASM_VECTOR_LEN = buf.length;
        return ptr;
    }\n",
        "",
        1,
    ),
];

const EXPORTS: &str = "\nexport { __wbg_finalize_init, __wbg_get_imports };\n";

/// Takes the glue apart as above.
///
/// # Errors
/// When the glue is not what this was written for: then wasm-bindgen has changed, and this must follow.
pub(super) fn trimmed(glue: &str) -> Result<String> {
    let mut trimmed = glue.to_owned();
    for (text, instead, times) in CUTS {
        let found = trimmed.matches(text).count();
        if found != times {
            bail!(
                "wasm-bindgen's glue holds this {found} times, not {times}:\n{text}\nbring xtask/src/build/glue.rs up to date"
            );
        }
        trimmed = trimmed.replace(text, instead);
    }
    Ok(trimmed + EXPORTS)
}

#[cfg(test)]
mod tests {
    use super::{CUTS, trimmed};

    #[test]
    fn what_is_cut_is_gone_and_the_loader_is_handed_out() {
        let glue: String =
            CUTS.iter().map(|(text, _, times)| format!("// kept\n{text} rest\n").repeat(*times)).collect();
        let trimmed = trimmed(&glue).unwrap();
        assert_eq!(trimmed.matches("// kept").count(), 4);
        assert_eq!(trimmed.matches("new rest").count(), 2);
        assert!(!trimmed.contains("encodeInto") && !trimmed.contains("realloc"), "{trimmed}");
        assert!(trimmed.ends_with("export { __wbg_finalize_init, __wbg_get_imports };\n"));
    }

    #[test]
    fn glue_of_another_kind_is_refused() {
        let error = trimmed("export class Picker {}").unwrap_err().to_string();
        assert!(error.contains("holds this 0 times, not 2"), "{error}");
    }
}
