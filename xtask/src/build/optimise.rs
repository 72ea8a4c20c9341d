//! From the compiler's module to the smallest one: wasm-bindgen, then wasm-opt.
//!
//! wasm-opt takes half a minute, so its result is kept beside what it was made from, and made again only when that
//! changes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result};

use super::names::Names;
use super::{WASM_FILE, order};
use crate::run::{answer, progress, run as execute, shown};
use crate::workspace::Workspace;

/// What the engine of every browser of our baseline knows. More than that, and Chromium refuses the module.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Nothing more is inlined, which compresses better: 1 % less. Control flow is taken apart and built anew before the passes
/// for size: 2 % less than `-Oz` alone. A last round finds a little more, and a look at the variables alone a tenth of a per cent.
///
/// Nothing of Rust's lies in the lowest kilobyte: it is the far end of the stack, and whoever gets there is about to
/// trap. So a small constant that is added to an address may go into the load or store itself.
const PASSES: [&str; 15] = [
    "--low-memory-unused",
    "--flatten",
    "--rereloop",
    "-Oz",
    "--converge",
    "-Oz",
    "--simplify-locals-notee-nostructure",
    "--coalesce-locals",
    "--simplify-locals",
    "--reorder-locals",
    "--vacuum",
    "--merge-blocks",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// Puts the functions into the order of the names that [`order`] gave them, which are of no use after that. Then shortens the
/// names under which module and glue know each other's functions: 3 % less, and a quarter off the glue. On its own, since
/// `--converge` would shorten the short names again.
const FINISH: [&str; 3] = ["--reorder-functions-by-name", "--strip-debug", "--minify-imports-and-exports-and-modules"];

/// The optimised module, and the names that its glue must use.
pub(crate) struct Optimised {
    pub(crate) wasm: PathBuf,
    pub(crate) names: Names,
}

/// Makes the glue in `pkg/generated`, and the optimised module in the folder of wasm builds.
///
/// # Errors
/// When a tool fails.
pub(crate) fn run(workspace: &Workspace, module: &Path, bindgen: &Path, node: &Path) -> Result<Optimised> {
    let generated = workspace.path("pkg/generated");
    let kept = workspace.wasm_target().join("package");
    let (wasm, names) = (kept.join(WASM_FILE), kept.join("names.json"));
    let bindgen = bindgen_command(bindgen, module, &generated);
    let optimised = kept.join("optimised.wasm");
    let optimise = wasm_opt(node, &PASSES, &generated.join(WASM_FILE), &optimised);
    let ordered = kept.join("ordered.wasm");
    let finish = wasm_opt(node, &FINISH, &ordered, &wasm);

    let steps = [bindgen, optimise, finish];
    let recipe = steps.iter().map(shown).collect::<Vec<_>>().join("\n").into_bytes();
    let source = fs::read(module).with_context(|| format!("cannot read {}", module.display()))?;
    let (kept_source, kept_recipe) = (kept.join("source.wasm"), kept.join("recipe"));
    let is_fresh = fs::read(&kept_recipe).is_ok_and(|kept| kept == recipe)
        && fs::read(&kept_source).is_ok_and(|kept| kept == source)
        && generated.join("picker.js").is_file();
    if is_fresh {
        progress("wasm-bindgen, wasm-opt: the module has not changed");
    } else {
        progress("wasm-bindgen, wasm-opt");
        fs::create_dir_all(&kept)?;
        // Without a recipe nothing counts as made: a break in between is repeated from the start.
        fs::write(&kept_recipe, "")?;
        make(steps, &optimised, &ordered, &names)?;
        fs::write(&kept_source, &source)?;
        fs::write(&kept_recipe, &recipe)?;
    }
    let names = Names::read(&fs::read_to_string(&names)?)?;
    Ok(Optimised { wasm, names })
}

fn make(steps: [Command; 3], optimised: &Path, ordered: &Path, names: &Path) -> Result<()> {
    let [mut bindgen, mut optimise, mut finish] = steps;
    execute(&mut bindgen)?;
    execute(&mut optimise)?;
    fs::write(ordered, order::named(&fs::read(optimised)?)?)?;
    // This run of wasm-opt tells the new names on stdout.
    let told = answer(finish.stderr(Stdio::inherit()))?;
    fs::write(names, told)?;
    Ok(())
}

fn bindgen_command(bindgen: &Path, module: &Path, generated: &Path) -> Command {
    let mut command = Command::new(bindgen.join("wasm-bindgen"));
    command.args(["--target", "web", "--out-name", "picker", "--no-typescript", "--omit-default-module-path"]);
    command.args(["--remove-name-section", "--remove-producers-section", "--out-dir"]).arg(generated).arg(module);
    command
}

fn wasm_opt(node: &Path, passes: &[&str], from: &Path, to: &Path) -> Command {
    let mut command = Command::new(node.join("wasm-opt"));
    command.arg(from).args(FEATURES).args(passes).arg("-o").arg(to);
    command
}
