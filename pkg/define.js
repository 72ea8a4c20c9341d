// Importing this module defines <service-point-picker>, in a browser; the class is the one of the package's main entry.
import { define } from "./index.js";

define();
