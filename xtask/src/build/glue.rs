//! The glue as the package uses it: what wasm-bindgen makes, without what no browser of the baseline needs.
//!
//! The package instantiates the module itself, so the glue must hand out the two halves of its own loader. That loader
//! would serve every way that a module can come, and weigh a sixth of the glue.

use anyhow::{Result, bail};

/// What wasm-bindgen writes, what stands there instead, and how often.
const CUTS: [(&str, &str, usize); 8] = [
    // Every browser of the baseline collects garbage and says so.
    (
        "(typeof FinalizationRegistry === 'undefined')\n    ? { register: () => {}, unregister: () => {} }\n    : new",
        "new",
        2,
    ),
    // The element frees its picker itself.
    ("const PickerFinalization = new FinalizationRegistry(ptr => wasm.__wbg_picker_free(ptr, 1));\n", "", 1),
    ("        PickerFinalization.unregister(this);\n", "", 1),
    ("        PickerFinalization.register(this, this.__wbg_ptr, this);\n", "", 1),
    ("if (Symbol.dispose) Picker.prototype[Symbol.dispose] = Picker.prototype.free;\n", "", 1),
    // No picker decodes two gigabytes, after which Safari's decoder would stop.
    (
        "    numBytesDecoded += bytes.length;
    if (numBytesDecoded >= MAX_SAFARI_DECODE_BYTES) {
        cachedTextDecoder = new TextDecoder('utf-8', { ignoreBOM: true });
        cachedTextDecoder.decode();
        numBytesDecoded = bytes.length;
    }
",
        "",
        1,
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
    Ok(sorted(&arrows(&given(&trimmed)?)?)? + GIVE + EXPORTS)
}

/// How a text is given to the module, which the glue writes out wherever it happens.
const GIVE: &str = "
const give = (at, text) => {
    const none = isLikeNone(text);
    const start = none ? 0 : passStringToWasm0(text, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
    getDataViewMemory0().setInt32(at >>> 0, start, true);
    getDataViewMemory0().setInt32((at >>> 0) + 4, none ? 0 : WASM_VECTOR_LEN, true);
};
";

/// The same glue with one function for that.
fn given(glue: &str) -> Result<String> {
    let give = |text: &str, declared: &str| {
        format!(
            "            {declared} ptr1 = {text}passStringToWasm0(ret, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
            {declared} len1 = WASM_VECTOR_LEN;
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
"
        )
    };
    let (always, perhaps) = (give("", "const"), give("isLikeNone(ret) ? 0 : ", "var"));
    if !glue.contains(&always) || !glue.contains(&perhaps) {
        bail!("wasm-bindgen's glue gives texts in another way: bring xtask/src/build/glue.rs up to date");
    }
    let call = "            give(arg0, ret);\n";
    Ok(glue.replace(&always, call).replace(&perhaps, call))
}

/// The same glue with what the module imports in the order of its text: what is alike compresses better side by side.
fn sorted(glue: &str) -> Result<String> {
    const START: &str = "    const import0 = {\n        __proto__: null,\n";
    let parts = glue.split_once(START).and_then(|(before, rest)| Some((before, rest.split_once("\n    };")?)));
    let Some((before, (imports, after))) = parts else {
        bail!("wasm-bindgen's glue has its imports in another place: bring xtask/src/build/glue.rs up to date");
    };
    let mut entries: Vec<&str> = imports.split("\n        __w").collect();
    // The text behind the name, which is another one in each.
    entries.sort_by_key(|entry| entry.split_once(": ").map_or(*entry, |(_, text)| text));
    let entries: Vec<String> =
        entries.iter().map(|entry| format!("        __w{}", entry.trim_start().trim_start_matches("__w"))).collect();
    Ok([before, START, &entries.join("\n"), "\n    };", after].concat())
}

/// What the module imports, as arrow functions: a twentieth less of the glue.
fn arrows(glue: &str) -> Result<String> {
    let (mut plain, mut catching, mut closed) = (0, 0, 0);
    let mut arrows = String::with_capacity(glue.len());
    for line in glue.lines() {
        let catches = line.split_once(": function() { return handleError(function (");
        if let Some((name, arguments)) = catches.and_then(|(name, rest)| Some((name, rest.strip_suffix(") {")?))) {
            catching += 1;
            arrows += &format!("{name}: (...all) => handleError(({arguments}) => {{");
        } else if let Some((name, rest)) = line.split_once(": function(")
            && let Some(arguments) = rest.strip_suffix(") {")
        {
            plain += 1;
            arrows += &format!("{name}: ({arguments}) => {{");
        } else if let Some(indent) = line.strip_suffix("}, arguments); },") {
            closed += 1;
            arrows += &format!("{indent}}}, all),");
        } else {
            arrows += line;
        }
        arrows.push('\n');
    }
    if plain == 0 || catching != closed {
        bail!(
            "wasm-bindgen's glue has {plain} functions, {catching} that catch and {closed} ends of such: bring this up to date"
        );
    }
    Ok(arrows)
}

#[cfg(test)]
mod tests {
    use super::{CUTS, trimmed};

    #[test]
    fn what_is_cut_is_gone_and_the_loader_is_handed_out() {
        let cuts = CUTS.iter().map(|(text, _, times)| format!("// kept\n{text} rest\n").repeat(*times));
        let text = |declared: &str, value: &str| {
            format!(
                "            {declared} ptr1 = {value}passStringToWasm0(ret, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
            {declared} len1 = WASM_VECTOR_LEN;
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
"
            )
        };
        let imports = [
            "    const import0 = {\n        __proto__: null,\n",
            "        __wbg_z: function(arg0) {\n            const ret = arg0.a;\n            return ret;\n        },\n",
            "        __wbg_c: function(arg0, arg1) {\n            const ret = arg1.c;\n",
            &text("const", ""),
            "        },\n        __wbg_d: function(arg0, arg1) {\n            const ret = arg1.d;\n",
            &text("var", "isLikeNone(ret) ? 0 : "),
            "        },\n        __wbg_b: function() { return handleError(function (arg0) {\n            arg0.b();\n        }, \
             arguments); },\n    };\n",
        ]
        .concat();
        let trimmed = trimmed(&cuts.chain([imports]).collect::<String>()).unwrap();
        assert_eq!(trimmed.matches("// kept").count(), 9);
        assert!(!trimmed.contains("encodeInto") && !trimmed.contains("realloc ==="), "{trimmed}");
        let expected = "    const import0 = {
        __proto__: null,
        __wbg_b: (...all) => handleError((arg0) => {
            arg0.b();
        }, all),
        __wbg_z: (arg0) => {
            const ret = arg0.a;
            return ret;
        },
        __wbg_c: (arg0, arg1) => {
            const ret = arg1.c;
            give(arg0, ret);
        },
        __wbg_d: (arg0, arg1) => {
            const ret = arg1.d;
            give(arg0, ret);
        },
    };
";
        assert!(trimmed.contains(expected), "{trimmed}");
        assert!(trimmed.ends_with("export { __wbg_finalize_init, __wbg_get_imports };\n"));
    }

    #[test]
    fn glue_of_another_kind_is_refused() {
        let error = trimmed("export class Picker {}").unwrap_err().to_string();
        assert!(error.contains("holds this 0 times, not 2"), "{error}");
    }
}
