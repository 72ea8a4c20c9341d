import "service-point-picker/register";
import { createApp } from "vue";

import Checkout from "./Checkout.vue";
import "./shop.css";

createApp(Checkout).mount("#shop");
