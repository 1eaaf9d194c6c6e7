import 'element-plus/theme-chalk/base.css';
import 'element-plus/theme-chalk/dark/css-vars.css';
import './shell/base.css';

import {createApp} from 'vue';

import App from './shell/App.vue';
import {tellFailure} from './notices';
import {router} from './router';

const app = createApp(App);
app.config.errorHandler = (error) => tellFailure(error);
app.use(router);
void router.isReady().then(() => app.mount('#app'));
