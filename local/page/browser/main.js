/** The page: what comes by the stream goes to each of its parts. */
import { showConnection } from './connection.js';
import { counts } from './counts.js';
import { directory } from './directory.js';
import { inspector } from './inspector.js';
import { requestTable } from './requests.js';
import { followRequests } from './stream.js';

const figures = counts();
const people = directory({ counted: figures.showDirectory, named: () => showNames() });
const table = requestTable(people.nameOf);
const resource = inspector(people.nameOf);
const showNames = () => {
  table.showNames();
  resource.showNames();
};

followRequests((news) => {
  figures.showRequests(news.all, news.fresh);
  table.show(news);
  people.notice(news.fresh, news.restarted);
  resource.notice(news.all, news.fresh);
});
resource.follow();
await showConnection();
