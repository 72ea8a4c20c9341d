// Nothing of it is used, so nothing of it should be left.
import "service-point-picker";
import "service-point-picker/formats";

window.done = true;
