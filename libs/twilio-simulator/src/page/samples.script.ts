/** What the phone page offers ready: customers, a picture, a long text. */
export const samplesScript = /* JS */ String.raw`
export const customers = [
  { name: 'Amara Okafor', number: '+14255550148' },
  { name: 'Jonas Lindqvist', number: '+12065550173' },
  { name: 'Priya Raman', number: '+14155550126' },
  { name: 'Hala Mansour', number: '+13125550189' },
];

export async function picture() {
  const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 440 });
  const pen = canvas.getContext('2d');
  const fill = (colour, ...corners) => {
    pen.fillStyle = colour;
    pen.beginPath();
    for (const [x, y] of corners) pen.lineTo(x, y);
    pen.fill();
  };
  const wall = pen.createLinearGradient(0, 0, 640, 300);
  wall.addColorStop(0, '#d9d2c7');
  wall.addColorStop(1, '#a99c8b');
  pen.fillStyle = wall;
  pen.fillRect(0, 0, 640, 440);
  fill('#7d7467', [0, 300], [640, 300], [640, 440], [0, 440]);
  fill('#e0b071', [180, 180], [330, 130], [470, 165], [325, 222]);
  fill('#c38a46', [180, 180], [325, 222], [325, 370], [180, 318]);
  fill('#a5712f', [325, 222], [470, 165], [470, 305], [325, 370]);
  fill('#f0dcb8', [248, 157], [268, 150], [408, 190], [387, 198]);
  fill('#f7f4ee', [205, 236], [250, 251], [250, 280], [205, 264]);
  pen.strokeStyle = '#33230f';
  pen.lineWidth = 9;
  pen.beginPath();
  for (const [x, y] of [[420, 215], [398, 246], [424, 258], [402, 296]]) pen.lineTo(x, y);
  pen.stroke();
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return { contentType: 'image/png', content: btoa(text) };
}

export const longText =
  'Hello, I ordered the tall floor lamp in March and it came on Tuesday, but the box was open on one side and the ' +
  'glass shade has a crack from top to bottom. I have kept everything: the box, the foam, the bill and the little bag ' +
  'with the screws. The driver said I should write to you first and not send it back on my own. I am at home on ' +
  'weekdays until eleven and again from four, on Saturday all day. If you have the lamp in the warm grey as well, I ' +
  'would take that one instead, even if it takes a week longer. Could you tell me what happens next, and whether I ' +
  'have to be there when it is collected? My order is 48112. Thank you very much, and sorry for the long text.';
`;
