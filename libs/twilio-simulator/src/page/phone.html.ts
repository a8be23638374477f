/** The page at `/phone`: a skeleton and templates; `phone.script.ts` fills them. */
export const phoneHtml = /* HTML */ `<!doctype html>
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>Phones · Parley</title>
      <link rel="icon" href="data:," />
      <link rel="stylesheet" href="/phone/phone.css" />
      <script type="module" src="/phone/phone.js"></script>
    </head>
    <body>
      <svg class="icons" aria-hidden="true" focusable="false">
        <symbol id="i-chat" viewBox="0 0 24 24">
          <path
            d="M21 14l-3-3h-7a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1h9a1 1 0 0 1 1 1v10M14 15v2a1 1 0 0 1-1 1H6l-3 3V11a1 1 0 0 1 1-1h2"
          />
        </symbol>
        <symbol id="i-plus" viewBox="0 0 24 24"><path d="M12 5v14M5 12h14" /></symbol>
        <symbol id="i-down" viewBox="0 0 24 24"><path d="M6 9l6 6 6-6" /></symbol>
        <symbol id="i-send" viewBox="0 0 24 24"><path d="M12 19V5M6 11l6-6 6 6" /></symbol>
        <symbol id="i-bolt" viewBox="0 0 24 24"><path d="M13 3v7h6l-8 11v-7H5l8-11" /></symbol>
        <symbol id="i-clock" viewBox="0 0 24 24"><path d="M12 7v5l3 2M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0" /></symbol>
        <symbol id="i-check" viewBox="0 0 24 24"><path d="M5 12.5l4.5 4.5L19 7.5" /></symbol>
        <symbol id="i-alert" viewBox="0 0 24 24">
          <path
            d="M12 9v4M12 16.5v.5M10.4 4.3L2.6 17.5A1.9 1.9 0 0 0 4.2 20.3h15.6a1.9 1.9 0 0 0 1.6-2.8L13.6 4.3a1.9 1.9 0 0 0-3.2 0z"
          />
        </symbol>
      </svg>

      <header class="bar">
        <span class="mark"
          ><svg><use href="#i-chat" /></svg
        ></span>
        <div class="titles">
          <h1>Phones</h1>
          <p>Customers of the simulated Twilio</p>
        </div>
        <p class="live" id="live" role="status"><span class="dot"></span><span id="live-word">Connecting</span></p>
        <button type="button" class="button" id="add">
          <svg><use href="#i-plus" /></svg>Add phone
        </button>
      </header>

      <main>
        <section class="phones" id="phones" aria-label="Phones"></section>

        <section class="log" aria-labelledby="log-title">
          <div class="log-head">
            <div>
              <h2 id="log-title">Sent and answered</h2>
              <p>All that Twilio sends and gets, live</p>
            </div>
            <button type="button" class="quiet" id="clear">Clear</button>
          </div>
          <ol class="entries" id="entries" tabindex="0" aria-label="What the simulator sends and gets"></ol>
          <div class="empty" id="log-empty">
            <p>Nothing sent yet.</p>
            <p>Text the support number and watch what happens.</p>
          </div>
          <button type="button" class="newer" id="newer" hidden></button>
        </section>
      </main>

      <template id="phone-template">
        <article class="phone">
          <header class="head">
            <span class="avatar" aria-hidden="true"></span>
            <details class="menu who">
              <summary>
                <span class="name" dir="auto"></span>
                <span class="number"></span>
                <svg class="chevron"><use href="#i-down" /></svg>
              </summary>
              <form class="panel identity" novalidate>
                <label>Name <input name="name" autocomplete="off" maxlength="40" dir="auto" /></label>
                <label>Number <input name="number" autocomplete="off" inputmode="tel" maxlength="16" /></label>
                <p class="problem" role="alert"></p>
                <div class="row">
                  <button type="button" class="quiet fresh">New number</button>
                  <button type="button" class="quiet remove">Remove phone</button>
                  <button class="button primary">Save</button>
                </div>
              </form>
            </details>
            <details class="menu faults">
              <summary class="button small">
                <svg><use href="#i-bolt" /></svg><span>Faults</span><span class="count"></span>
              </summary>
              <div class="panel">
                <fieldset class="endings">
                  <legend>Texts to this phone</legend>
                  <label><input type="radio" value="delivered" /><span>Delivered</span></label>
                  <label><input type="radio" value="slow" /><span>Slow</span><small>15 s later</small></label>
                  <label><input type="radio" value="30003" /><span>Out of reach</span><small>30003</small></label>
                  <label><input type="radio" value="30005" /><span>Unknown number</span><small>30005</small></label>
                  <label><input type="radio" value="30006" /><span>Landline</span><small>30006</small></label>
                  <label><input type="radio" value="30007" /><span>Filtered</span><small>30007</small></label>
                  <label><input type="radio" value="21610" /><span>Opted out</span><small>21610</small></label>
                </fieldset>
                <fieldset class="reports">
                  <legend>Reports to Parley</legend>
                  <label><input type="checkbox" value="callback-first" /><span>Before the answer</span></label>
                  <label><input type="checkbox" value="callback-twice" /><span>Twice</span></label>
                  <label><input type="checkbox" value="callback-missing" /><span>Missing</span></label>
                </fieldset>
              </div>
            </details>
          </header>

          <div class="counterpart">
            <label
              ><span>To</span
              ><select></select
            ></label>
          </div>

          <div class="thread" role="log" tabindex="0">
            <div class="empty">
              <p>No texts yet.</p>
              <p class="hint"></p>
            </div>
            <ol></ol>
          </div>

          <p class="note" hidden></p>
          <p class="problem" role="alert"></p>

          <div class="chips" role="group" aria-label="Ready texts">
            <button type="button" data-chip="picture">Picture</button>
            <button type="button" data-chip="stop">STOP</button>
            <button type="button" data-chip="start">START</button>
            <button type="button" data-chip="help">HELP</button>
            <button type="button" data-chip="long">Long text</button>
            <button type="button" data-chip="emoji">Emoji</button>
            <button type="button" data-chip="burst">Burst of 10</button>
          </div>

          <form class="composer">
            <textarea rows="1" maxlength="1600" placeholder="Text" dir="auto" enterkeyhint="send"></textarea>
            <button class="send" aria-label="Send">
              <svg><use href="#i-send" /></svg>
            </button>
          </form>
        </article>
      </template>

      <template id="text-template">
        <li class="text">
          <div class="bubble"><p dir="auto"></p></div>
          <p class="meta"><svg></svg><span></span></p>
        </li>
      </template>

      <template id="entry-template">
        <li class="entry">
          <details>
            <summary>
              <time></time>
              <span class="badge"></span>
              <span class="sentence" dir="auto"></span>
            </summary>
            <dl></dl>
          </details>
        </li>
      </template>
    </body>
  </html> `;
