//! The languages of the picker besides English, each a function that gives its texts. An application that is compiled to
//! WebAssembly carries those that it calls, some five kilobytes each, and no other.

// A function for each file of text/languages/, which build.rs makes.
include!(concat!(env!("OUT_DIR"), "/languages.rs"));
