// Importing this entry defines <service-point-picker>. It exports nothing, and brings the types of the tag.

import "./index.js";

export {};
