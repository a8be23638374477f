/** The emoji that people use when they help somebody, each with the words it is found by; those used most in such texts first. */
export const emoji: readonly (readonly [sign: string, words: string])[] = (
  '😀 grinning happy|😊 smiling happy warm|🙂 smile|😉 wink|😄 laughing happy|😅 sweat relief|😂 tears laughing|🤣 rolling laughing|😍 heart eyes love|🥰 hearts love' +
  '|😘 kiss|🤗 hug|🤔 thinking|😐 neutral|😕 confused|😟 worried|😞 sad disappointed|😢 crying sad|😭 sobbing|😠 angry|😡 furious angry|😳 flushed|😱 shocked|😴 sleeping' +
  '|😷 mask ill|🤒 thermometer ill|🥳 party celebrate|😎 cool sunglasses|🙃 upside down|😬 grimace|🙄 rolling eyes|😇 angel|🤝 handshake deal|👍 thumbs up yes good|👎 thumbs down no' +
  '|👌 ok perfect|✌️ victory|🤞 fingers crossed luck|👋 wave hello bye|👏 clapping bravo|🙌 hooray hands|🙏 thanks sorry folded hands|💪 strong|☝️ up one|👇 down below|👉 right this|👈 left' +
  '|❤️ red heart love|🧡 orange heart|💛 yellow heart|💚 green heart|💙 blue heart|💜 purple heart|🖤 black heart|💔 broken heart|✅ done check yes|☑️ ticked|❌ no cross wrong|⚠️ warning|❗ important' +
  '|❓ question|💯 hundred perfect|✨ sparkles new|⭐ star|🌟 glowing star|🔥 fire hot|🎉 party celebrate|🎁 gift present|🎂 cake birthday|💐 flowers|🌹 rose|☀️ sun|🌧️ rain|❄️ snow|🌈 rainbow' +
  '|📦 parcel package box|🚚 delivery truck|🚗 car|🚲 bicycle|✈️ plane flight|🏠 house home|🏢 office building|🏪 shop store|📍 pin place address|🗺️ map|⏰ alarm clock time|⏳ hourglass wait|🕐 clock' +
  '|📅 calendar date|📞 telephone call|📱 mobile phone|💬 speech text message|✉️ letter mail|📧 e-mail|📝 note write|📄 document page|🧾 receipt invoice|📎 paperclip file|📷 camera photo|🖼️ picture' +
  '|💳 card payment|💰 money|💵 dollars cash|💶 euros cash|🏷️ price label|🛒 cart shopping|🛍️ bags shopping|🔑 key|🔒 locked secure|🔓 unlocked open|🔧 wrench repair|🛠️ tools repair|⚙️ settings gear' +
  '|🔋 battery|🔌 plug|💡 idea lamp light|🖨️ printer|💻 laptop computer|🖥️ screen computer|🌐 web internet|🔗 link|🔍 search look|♻️ recycle return|↩️ return back|🔄 again refresh|➡️ next right|⬅️ back left' +
  '|☕ coffee|🍕 pizza|🍽️ meal plate|🍎 apple|🐶 dog|🐱 cat|👶 baby|👨‍👩‍👧 family|🧑‍💼 agent office worker|🧑‍🔧 mechanic technician|🚑 ambulance|🏥 hospital|💊 pill medicine|🩺 doctor stethoscope'
)
  .split('|')
  .map((row) => {
    const [sign = '', ...words] = row.split(' ');
    return [sign, words.join(' ')];
  });
