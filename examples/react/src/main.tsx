import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "service-point-picker/register";

import { Checkout } from "./Checkout";
import "./shop.css";

createRoot(document.getElementById("shop")!).render(
  <StrictMode>
    <Checkout />
  </StrictMode>,
);
