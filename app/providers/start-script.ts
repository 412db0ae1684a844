/** Runs before the first paint: the chosen theme and the folded rail, so that neither flashes. */
export const startScript = `try{
var d=document.documentElement.dataset,s=localStorage,t=s.getItem("slipway-theme");
if(t==="light"||t==="dark")d.theme=t;
if(s.getItem("slipway-rail")==="folded")d.rail="folded";
}catch(e){}`;
