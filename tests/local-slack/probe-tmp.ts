import { parseMrkdwn } from '/work/main/src/local-slack/page/text/mrkdwn.ts';
import * as d from '/work/main/src/local-slack/page/text/dates.ts';
const t=(name:string,s:string)=>{const a=performance.now();let r='ok';try{parseMrkdwn(s)}catch(e){r=String(e)};console.log(name,s.length,(performance.now()-a).toFixed(1),r)};
parseMrkdwn('*warm* _up_');
for(const n of [3000,40000]){
 const pats=['*','_','`','~','*a','*a ','*a `b ','`a *b ','*_~`','<','>','<a','*<a ','&gt;','>>>\n','>>>\n```','```','``` ','*a <b ',':a:',':','https://','h','*a `<','( *( _( ~( `','*_','a*','(`','`a','*(`','&gt;&gt;&gt;\n','<!date^1^','<https://a|','*a _b ~c `d ','```\n>>>','_(*(`(~('];
 for(const p of pats) if(n===3000||!process.argv[2]) t(JSON.stringify(p),p.repeat(Math.ceil(n/p.length)).slice(0,n));
}
const U={timeZone:'Mars/X',locale:'pl-PL'};
console.log(d.isoDay(new Date(0),U),d.wallClockOf(0,'Mars/X'),d.clockTime(new Date(0),{timeZone:'UTC',locale:'en-US'}),JSON.stringify(d.clockTime(new Date(0),{timeZone:'UTC',locale:'en-US'})));
console.log(d.dayName(new Date('2026-11-23T10:00Z'),{timeZone:'UTC',locale:'en-US'},new Date('2026-11-29T10:00Z')), d.dayName(new Date('2025-11-23T10:00Z'),{timeZone:'UTC',locale:'en-US'},new Date('2026-11-29T10:00Z')));
console.log(d.instantOf('2026-02-30T10:00','UTC'),d.instantOf('nonsense','UTC'),d.instantOf('','UTC'));
for(const l of ['en-US','en-GB','pl-PL','de-DE','ja-JP','en','hi-IN','ar-EG','fa-IR','xx-XX','no such']) console.log(l,['{date}','{date_long}','{date_short}','{date_long_full}','{date_slash}','{time}','{time_secs}','{ago}','{date_pretty}'].map(x=>d.fillDateTokens(x,new Date('2014-02-18T14:39:42Z'),{timeZone:'America/Los_Angeles',locale:l},new Date('2014-02-20T10:00Z'))).join(' | '));
