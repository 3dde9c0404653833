using TypedSender.Generators.Collections;

namespace TypedSender.Generators.Model;

/// <summary>A method of a sender interface that sends.</summary>
/// <param name="Interface">The full name of the interface that declares it.</param>
/// <param name="Attributes">The attributes that its implementation must repeat, each in brackets.</param>
/// <param name="Modifiers">Its modifiers, each with a space behind it.</param>
/// <param name="Name">Its name, escaped.</param>
/// <param name="TypeParameters">Its type parameters.</param>
/// <param name="MessageName">The name of its message struct, unless another type of the implementation has it.</param>
/// <param name="ReturnType">Its return type in full, with how it is returned.</param>
/// <param name="Shape">Its result for the caller.</param>
/// <param name="IsTask">Whether it returns a Task in place of a ValueTask.</param>
/// <param name="Parameters">Its parameters, in their order.</param>
/// <param name="Body">The parameter that is sent; null in a stub.</param>
/// <param name="Envelope">The envelopes that the items of a list travel in; null if each travels by itself.</param>
/// <param name="Token">The parameter that cancels; null if there is none.</param>
/// <param name="Options">What its sends do otherwise than their sender.</param>
/// <param name="Bindings">The parameters outside the body.</param>
/// <param name="Constants">The constants of the method.</param>
/// <param name="InterfaceConstants">The constants of its interface, nearest first where levels differ.</param>
/// <param name="StubRule">The rule that it breaks; null if it breaks none.</param>
internal sealed record SenderMethodModel(
    string Interface,
    EquatableArray<string> Attributes,
    string Modifiers,
    string Name,
    TypeParametersModel TypeParameters,
    string MessageName,
    string ReturnType,
    ReturnShape Shape,
    bool IsTask,
    EquatableArray<ParameterModel> Parameters,
    BodyModel? Body,
    EnvelopeModel? Envelope,
    string? Token,
    EquatableArray<SendOptionModel> Options,
    EquatableArray<ValueBinding> Bindings,
    EquatableArray<ConstantBinding> Constants,
    EquatableArray<ConstantBinding> InterfaceConstants,
    string? StubRule);
