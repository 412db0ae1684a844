/** Runs before the first paint: sets the chosen theme and the collapsed rail, so that neither flashes. */
export const startScript = `try{
var d=document.documentElement.dataset,s=localStorage,t=s.getItem("slipway-theme");
if(t==="light"||t==="dark")d.theme=t;
if(s.getItem("slipway-rail")==="folded")d.rail="folded";
}catch(e){}`;
