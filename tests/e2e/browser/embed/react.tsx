import { createRoot, type Root } from "react-dom/client";
import { App } from "./samples/react/App";

let root: Root;
const mount = () => (root = createRoot(document.getElementById("app")!)).render(<App />);
const unmount = () => root.unmount();

Object.assign(window, { mount, unmount });
mount();
