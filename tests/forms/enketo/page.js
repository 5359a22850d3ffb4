// A form in Enketo, the web engine of KoBoToolbox: `show` opens an XForm, `answer` fills in a question.
import { Form } from 'enketo-core';
import { transform } from 'enketo-transformer/web';

let form;

window.show = async (xform, language) => {
    const { form: html, model } = await transform({ xform });
    document.body.innerHTML = `<div class="main"><article class="paper">${html}</article></div>`;
    form = new Form(document.querySelector('form.or'), { modelStr: model }, { language });
    const errors = form.init();
    return { errors, direction: document.querySelector('form.or').dir };
};

const named = (name) => [...document.querySelectorAll(`[name$="/${name}"], [data-name$="/${name}"]`)];

const shown = (element) => element && getComputedStyle(element).display !== 'none';

// Return whether the form takes the answer, and what it says if not.
window.answer = async (name, value) => {
    const controls = named(name);
    const control = controls.find((one) => one.value === value || !['radio', 'checkbox'].includes(one.type)) ?? controls[0];
    if (['radio', 'checkbox'].includes(control.type)) control.checked = true;
    else if (control.multiple) [...control.options].find((one) => one.value === value).selected = true;
    else control.value = value;
    control.dispatchEvent(new Event('change', { bubbles: true }));
    const isTaken = await form.validateInput(control);
    const question = control.closest('.question');
    const said = [...question.querySelectorAll('.or-constraint-msg.active, .or-required-msg.active')];
    return {
        isTaken: isTaken && !question.classList.contains('invalid-constraint'),
        said: said.filter(shown).map((one) => one.textContent.trim()),
        isAsked: !question.closest('.disabled'),
    };
};

window.isAsked = (name) => !named(name)[0].closest('.disabled');

window.record = () => form.getDataStr();
