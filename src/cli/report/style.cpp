#include "cli/report/style.hpp"

namespace alioth::cli::report {

// Colours: blue against orange for who emits and for whom, green against purple for land; both pairs can be
// told apart with every common colour blindness, and lightness rises towards the middle of each.
const std::string_view style_sheet = R"css(
:root{color-scheme:light dark;--paper:#fff;--ink:#17212c;--soft:#566270;--line:#dde3e8;--wash:#f4f6f8;
--link:#1c5d99;--production:#2f74b5;--consumption:#dd7a1e;--error:#17212c;--source:#8e4b97;--sink:#1f8468;
--b3:#1f5fa3;--b2:#6fa3d6;--b1:#bcd6ee;--mid:#ebe9e4;--o1:#fbd9ab;--o2:#f4a954;--o3:#d9741a;--o4:#9a4300;
--s0:#e3eef8;--s1:#bcd6ee;--s2:#8fbae2;--s3:#5b95cb;--s4:#2f6fae;--s5:#17477c;
--sea:#f2f6f9;--border:#fff;--graticule:#e2e9ee;--none:#eef0f2;--hatch:#b4bcc4;--dot:#17212c;--halo:#fff;
--fossil:#4d5966;--air:#7f9cbd;--ocean:#1f5fa3;--cement:#a8afb6;
--serif:"Iowan Old Style","Charter","Source Serif 4","Noto Serif",Georgia,"Songti SC","Noto Serif CJK SC","Source Han Serif SC",SimSun,serif;
--sans:system-ui,-apple-system,"Segoe UI","Noto Sans",Roboto,"Helvetica Neue",Arial,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
@media (prefers-color-scheme:dark){:root{--paper:#10161d;--ink:#e6ebf0;--soft:#9daab7;--line:#2a3440;--wash:#18212b;
--link:#8fc0f2;--production:#5a9ee0;--consumption:#ee9438;--error:#f3f6f9;--source:#c184cb;--sink:#46b894;
--b3:#8cc3ff;--b2:#4a86c9;--b1:#2e5076;--mid:#3a424c;--o1:#6b4c26;--o2:#ab6c20;--o3:#e8933a;--o4:#ffcb8e;
--s0:#22364b;--s1:#2b4d70;--s2:#376a9b;--s3:#4a8ac7;--s4:#79b1e8;--s5:#b9d9fa;
--sea:#141d27;--border:#10161d;--graticule:#1e2935;--none:#222a33;--hatch:#46515d;--dot:#e6ebf0;--halo:#10161d;
--fossil:#8794a2;--air:#a9c3e0;--ocean:#4a86c9;--cement:#6b7580}}
*{box-sizing:border-box}
html{font-size:clamp(15px,.55vw + 9px,34px);-webkit-text-size-adjust:100%;scroll-behavior:smooth}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.55 var(--sans);print-color-adjust:exact;-webkit-print-color-adjust:exact}
.in{max-width:74rem;margin:0 auto;padding:0 clamp(1rem,3vw,2.5rem)}
a{color:var(--link)}a:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:2px solid var(--consumption);outline-offset:2px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem;z-index:2}
header{background:#0d1826;color:#eef3f8;position:relative;overflow:hidden}
header .in{padding-top:1.6rem;padding-bottom:2rem;position:relative}
.brand{display:flex;gap:.6rem;align-items:baseline;margin:0;font-size:.92rem;color:#a9bacb}
.brand b{color:#fff;letter-spacing:.02em;font-size:1.05rem}
.sky{position:absolute;right:0;top:0;width:min(27rem,40vw);height:auto;opacity:.9;pointer-events:none}
h1{font:600 clamp(1.75rem,4.2vw,3.1rem)/1.12 var(--serif);margin:2.2rem 0 .9rem;max-width:17em;text-wrap:balance;letter-spacing:-.01em;position:relative}
.lead{font-size:1.13rem;line-height:1.55;max-width:46em;color:#d3dde7;margin:0 0 1.6rem;position:relative}
.stats{display:grid;grid-template-columns:repeat(auto-fit,minmax(11.5rem,1fr));gap:1.2rem 2rem;margin:0;position:relative}
.stats div{border-top:3px solid #5a9ee0;padding-top:.55rem}
.stats .natural{border-color:#c184cb}.stats .panorama{border-color:#eef3f8}.stats .air{border-color:#a9c3e0}
.stats dt{font-size:.92rem;color:#a9bacb}.stats dd{margin:0}
.stats .value{font:600 1.95rem/1.2 var(--serif);font-variant-numeric:lining-nums;color:#fff;white-space:nowrap}
.stats .value small{font:400 1rem var(--sans);color:#d3dde7}.stats .basis{font-size:.82rem;color:#a9bacb}
nav{border-bottom:1px solid var(--line);background:var(--wash)}
nav .in{padding-top:.7rem;padding-bottom:.7rem}nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.4rem;margin:0 auto;font-size:.92rem}
nav a{color:var(--soft);text-decoration:none}nav a:hover{color:var(--ink);text-decoration:underline}
section{padding:2.6rem 0 .4rem}
h2{font:600 clamp(1.35rem,2.4vw,1.85rem)/1.2 var(--serif);margin:0 0 .5rem;text-wrap:balance}
h3{font:600 1.02rem/1.3 var(--sans);margin:0}
section>p{max-width:46em;margin:.3rem 0 1.1rem}section>p.after{margin-top:1.2rem}.note,figcaption{color:var(--soft);font-size:.88rem;max-width:56em}
figure{margin:0}figcaption{margin-top:.6rem}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:.3rem 1.3rem;padding:0;margin:.4rem 0 .8rem;font-size:.88rem;color:var(--soft)}
.legend li{display:flex;align-items:center;gap:.45rem}
.swatch{width:1.7rem;height:.85rem;flex:none;overflow:visible}
.steps{gap:0 0;margin-top:.7rem;justify-content:center}
.steps li{flex-direction:column;gap:.2rem;font-variant-numeric:tabular-nums;font-size:.82rem}
.steps .swatch{width:clamp(2.6rem,6.6vw,5.6rem);height:.85rem}.steps .unit{justify-content:flex-end;padding:0 .6rem}
.steps .apart{margin-left:.9rem}.steps .apart .swatch{width:3.4rem}
svg text{font-family:var(--sans);fill:var(--soft);font-variant-numeric:tabular-nums}
.map{display:block;width:100%;height:auto}
.sea{fill:var(--sea)}.graticule{fill:none;stroke:var(--graticule);stroke-width:.6}
.borders{fill:none;stroke:var(--border);stroke-width:.55;stroke-linejoin:round;pointer-events:none}
.b3{fill:var(--b3)}.b2{fill:var(--b2)}.b1{fill:var(--b1)}.mid{fill:var(--mid)}.o1{fill:var(--o1)}.o2{fill:var(--o2)}.o3{fill:var(--o3)}.o4{fill:var(--o4)}
.s0{fill:var(--s0)}.s1{fill:var(--s1)}.s2{fill:var(--s2)}.s3{fill:var(--s3)}.s4{fill:var(--s4)}.s5{fill:var(--s5)}
.none{fill:url(#hatch)}.dotted{fill:url(#dots)}
.hatch-ground{fill:var(--none)}.hatch-line{fill:var(--hatch)}.dot{fill:var(--dot);opacity:.42}
.map g[data-region]:hover{opacity:.75}
.labels text{font-size:11px;font-weight:600;fill:var(--ink);text-anchor:middle;paint-order:stroke;stroke:var(--halo);stroke-width:2.6px;stroke-linejoin:round}
.labels{pointer-events:none}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
caption{text-align:left;color:var(--soft);font-size:.88rem;padding:.2rem 0 .4rem}
th{text-align:left;font-weight:500}thead th{color:var(--soft);font-size:.82rem;font-weight:400;vertical-align:bottom}
.n{text-align:right;white-space:nowrap}td.n{padding-left:1.1rem}
.bars th,.bars td{padding-top:0;padding-bottom:0}.bars td.bar{padding:0 0 0 1rem;width:100%}.bars th.bar{padding-left:1rem}
.bars tbody th{white-space:nowrap}.bars td.n{font-size:.88rem}
.row{display:block;width:100%;height:1.95rem;overflow:visible}.axis{display:block;width:100%;height:1.3rem;overflow:visible}.axis text{font-size:.78rem}
.production{fill:var(--production)}.consumption{fill:var(--consumption)}.source{fill:var(--source)}.sink{fill:var(--sink)}
.error{stroke:var(--error);stroke-width:1.3}.grid{stroke:var(--line);stroke-width:1}.zero{stroke:var(--soft);stroke-width:1}
.claim{stroke:var(--ink);stroke-width:2.2;stroke-dasharray:4 3}.ours{fill:var(--production)}
.comparison .head th{padding:1rem 0 .2rem;border-bottom:1px solid var(--line)}.group{font-weight:600}.claimed{color:var(--soft);margin-left:.8rem}
.comparison tbody th{font-weight:400;padding-right:.5rem}.bars .verdict{white-space:nowrap;padding-left:1.4rem}td.verdict{font-size:.88rem}.inside{color:var(--sink);font-weight:600}.outside{color:var(--soft)}
.pictures{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,17rem),1fr));gap:1.6rem 2rem}
.picture p{margin:0 0 .3rem;font-size:.9rem}.picture svg{width:100%;height:auto;display:block}.picture text{font-size:10.5px}
.latest{margin-right:1rem;white-space:nowrap}.latest::before{content:"";display:inline-block;width:.65em;height:.65em;border-radius:50%;margin-right:.4em;background:var(--production)}
.latest.consumption::before{background:var(--consumption)}
.band{opacity:.2}.line{fill:none;stroke-width:2;stroke-linejoin:round}.line.production,.end.production{stroke:var(--production)}.line.consumption,.end.consumption{stroke:var(--consumption)}
.end{stroke-width:1.8}.end.hollow{fill:var(--paper)}
.budget{display:grid;grid-template-columns:minmax(8rem,1fr) minmax(0,2.6fr) minmax(8rem,1fr);gap:1rem;height:25rem;margin-bottom:1rem}
.budget svg{width:100%;height:100%;display:block}.budget ul{list-style:none;margin:0;padding:0;position:relative}
.budget li{position:absolute;left:0;right:0;transform:translateY(-50%);line-height:1.3;font-size:.95rem}
.budget b{display:block;font-weight:600}.budget span{color:var(--soft);font-variant-numeric:tabular-nums}
.given{text-align:right}.ribbon{opacity:.34}
.budget .fossil{fill:var(--fossil)}.budget .land_use{fill:var(--source)}.budget .atmospheric_growth{fill:var(--air)}.budget .ocean_sink{fill:var(--ocean)}.budget .land_sink{fill:var(--sink)}.budget .cement_carbonation{fill:var(--cement)}.budget .imbalance{fill:none;stroke:var(--soft);stroke-dasharray:5 4;vector-effect:non-scaling-stroke}.budget .ribbon.imbalance{opacity:1}.trunk{fill:var(--soft)}
.scroll{overflow-x:auto;margin-bottom:1rem}
.figures{font-size:.9rem}.figures th,.figures td{padding:.28rem 0;border-bottom:1px solid var(--line)}.figures td+td,.figures td:not(.n){padding-left:1.1rem}
.figures thead th{padding-left:1.1rem}.figures thead th:first-child{padding-left:0}.figures tbody th{white-space:nowrap;padding-right:.6rem}.figures tbody tr:hover{background:var(--wash)}
.code{font:.78rem ui-monospace,Consolas,monospace;color:var(--soft);display:inline-block;min-width:2.6em}.missing{color:var(--soft);font-style:italic}
details{margin:.6rem 0}summary{cursor:pointer;color:var(--link);padding:.3rem 0}details .scroll{max-height:34rem;overflow:auto}
dl.rules{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.2rem;font-size:.88rem;max-width:60em}dl.rules dt{font-weight:600}dl.rules dd{margin:0;color:var(--soft)}
pre{background:var(--wash);border:1px solid var(--line);border-radius:6px;padding:.7rem .9rem;overflow-x:auto;margin:.4rem 0 1rem}code{font:.88rem ui-monospace,Consolas,monospace}
.sources{list-style:none;padding:0;margin:0;columns:2 26rem;column-gap:3rem;font-size:.86rem}.sources li{break-inside:avoid;margin-bottom:1rem}.sources p{margin:.15rem 0;overflow-wrap:anywhere}
.licence{border:1px solid var(--line);border-radius:99px;padding:.05rem .6rem;font-size:.8rem;color:var(--soft)}.streams{color:var(--soft);font-size:.8rem}
footer{border-top:1px solid var(--line);margin-top:3rem;padding:1.2rem 0 2rem;color:var(--soft);font-size:.86rem}
@media (max-width:44rem){
.axis text:nth-child(even){display:none}section{padding-top:2rem}.labels{display:none}.sky{opacity:.35;width:80vw}
.map{width:calc(100% + 2rem);margin:0 -1rem}
.steps{justify-content:flex-start}.steps li{width:25%;margin-bottom:.4rem}.steps .swatch,.steps .apart .swatch{width:100%}.steps .apart{margin:0;width:50%;padding-right:.6rem}.steps .unit{display:none}
.stats{grid-template-columns:1fr 1fr;gap:1rem 1.2rem}.stats .value{font-size:1.6rem}.stats .value small{font-size:.8rem}.figures caption{max-width:80vw}
.bars,.bars caption,.bars thead,.bars tbody{display:block}.bars thead tr{display:block}.bars thead th:not(.bar){display:none}.bars thead th.bar{display:block;padding:0}
.bars tbody tr{display:grid;grid-template-columns:1fr auto;gap:0 1rem;padding:.35rem 0}
.bars tbody th{order:1}.bars td.bar{order:3;grid-column:1/-1;padding:0}.bars td.n{order:4;text-align:left;padding:0}
.bars td.n:last-child{order:2;text-align:right}
.bars:not(.comparison) td.n:nth-last-child(2)::before,.bars:not(.comparison) td.n:nth-child(3):not(:last-child)::before{content:attr(data-label) " ";color:var(--soft)}
.bars:not(.comparison) td.n:nth-child(4){text-align:right}.bars td.n{font-size:.82rem}
.comparison td.n{order:2;text-align:right}.comparison td.inside,.comparison td.outside{order:4;padding:0;grid-column:1/-1}.comparison .head{display:block}.comparison .head th{display:block}
.budget{grid-template-columns:1fr .9fr 1fr;gap:.5rem;height:27rem}.budget li{font-size:.82rem}
dl.rules{grid-template-columns:1fr}dl.rules dd{margin-bottom:.4rem}}
@media print{@page{margin:14mm}:root{color-scheme:light}html{font-size:9pt}.axis text:nth-child(even){display:none}section>h2+p,.legend,caption{break-after:avoid}header{background:none;color:#000}header *,.stats .value,.stats .value small{color:#000!important}.sky,nav,.skip{display:none}
section{break-inside:auto;padding-top:1.4rem}figure,.picture,tr{break-inside:avoid}h2{break-after:avoid}.scroll{overflow:visible}a{color:inherit}}
)css";

}  // namespace alioth::cli::report
