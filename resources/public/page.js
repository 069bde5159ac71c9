(function () {
  "use strict";
  var form = document.getElementById("filter");
  var words = document.getElementById("filter-words");
  var verdict = document.getElementById("filter-verdict");
  var told = document.getElementById("filter-told");
  var items = Array.prototype.slice.call(document.querySelectorAll("[data-verdict]"));
  if (!form) { return; }
  form.hidden = false;
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  function sift() {
    var wanted = words.value.trim().toLowerCase();
    var shown = 0;
    items.forEach(function (item) {
      var fits = (!verdict.value || item.dataset.verdict === verdict.value) &&
        item.dataset.name.toLowerCase().indexOf(wanted) >= 0;
      item.hidden = !fits;
      if (fits && item.tagName === "ARTICLE") { shown += 1; }
    });
    told.textContent = "显示 " + shown + " 项";
  }
  words.addEventListener("input", sift);
  verdict.addEventListener("change", sift);
}());
