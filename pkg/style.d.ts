// A style sheet: importing it has an effect, and brings nothing by name.

export {};
