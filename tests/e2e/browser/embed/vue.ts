import { createApp } from "vue";
import Sample from "./samples/vue/App.vue";

let app: ReturnType<typeof createApp>;
const mount = () => (app = createApp(Sample)).mount("#app");
const unmount = () => app.unmount();

Object.assign(window, { mount, unmount });
mount();
