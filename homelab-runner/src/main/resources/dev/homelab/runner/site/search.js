(function(){
var box=document.getElementById('q'),out=document.getElementById('found');
if(!box)return;
var cats=[].slice.call(document.querySelectorAll('.cat')).map(function(cat){
return{el:cat,cards:[].slice.call(cat.querySelectorAll('.card')).map(function(card){
return{el:card,text:(card.textContent+' '+card.getAttribute('data-k')+' '+cat.getAttribute('data-c')).toLowerCase(),on:true}})}});
var total=cats.reduce(function(n,c){return n+c.cards.length},0);
function find(){
var words=box.value.toLowerCase().split(/\s+/).filter(Boolean),n=0;
cats.forEach(function(cat){
var any=false;
cat.cards.forEach(function(card){
var on=words.every(function(w){return card.text.indexOf(w)>=0});
if(on){any=true;n++}
if(on!==card.on){card.on=on;card.el.hidden=!on}
});
if(cat.el.hidden===any)cat.el.hidden=!any;
});
out.textContent=words.length?n+' of '+total+' services':'';
try{history.replaceState(null,'',words.length?'#q='+encodeURIComponent(box.value):location.pathname+location.search)}catch(e){}
}
box.form.hidden=false;
box.addEventListener('input',find);
box.form.addEventListener('submit',function(e){
e.preventDefault();
var first=document.querySelector('.cat:not([hidden]) .card:not([hidden]) h3 a');
if(box.value&&first)location.href=first.href;
});
document.addEventListener('keydown',function(e){
if(e.key==='/'&&document.activeElement!==box&&!e.ctrlKey&&!e.metaKey){e.preventDefault();box.focus()}
if(e.key==='Escape'&&document.activeElement===box){box.value='';find()}
});
var asked=/^#q=(.*)/.exec(location.hash);
if(asked){try{box.value=decodeURIComponent(asked[1]);find()}catch(e){}}
})();
